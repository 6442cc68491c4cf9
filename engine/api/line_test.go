package api

import (
	stdcmp "cmp"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLine(t *testing.T) {
	tests := []struct {
		id   string
		in   any
		want string
	}{
		{"ecs:UpdateService", &UpdateServiceInput{Cluster: "prod", Service: "web", DesiredCount: ptr[int64](6)}, "aws ecs update-service --cluster prod --service web --desired-count 6"},
		{"ecs:StopTask", &StopTaskInput{Task: "-1", Reason: "it's"}, `aws ecs stop-task --task -1 --reason 'it'\''s'`},
		{"ecs:StopTask", &StopTaskInput{Task: "--reason"}, "aws ecs stop-task --task=--reason"},
		{"ecs:DeleteService", &DeleteServiceInput{Service: "web", Force: ptr(false)}, "aws ecs delete-service --service web --no-force"},
		{"ecs:DescribeServices", &DescribeServicesInput{Services: []string{"a", "b c"}}, "aws ecs describe-services --services a 'b c'"},
		{"ecs:DescribeServices", &DescribeServicesInput{Services: []string{"-x"}}, `aws ecs describe-services --services '["-x"]'`},
		{"ecs:DescribeServices", &DescribeServicesInput{}, "aws ecs describe-services --services '[]'"},
		{"elbv2:RegisterTargets", &RegisterTargetsInput{TargetGroupArn: "tg", Targets: []TargetDescription{{Id: "i-1", Port: ptr[int64](80)}, {Id: "i-2"}}}, "aws elbv2 register-targets --target-group-arn tg --targets Id=i-1,Port=80 Id=i-2"},
		{"elbv2:ModifyTargetGroup", &ModifyTargetGroupInput{TargetGroupArn: "tg", Matcher: &Matcher{HttpCode: "200,302"}}, `aws elbv2 modify-target-group --target-group-arn tg --matcher '{"HttpCode":"200,302"}'`},
		{"ec2:DescribeSubnets", &DescribeSubnetsInput{Filters: []Filter{{Name: "vpc-id", Values: []string{"a", "b"}}}}, "aws ec2 describe-subnets --filters Name=vpc-id,Values=a,b"},
		{"ecs:ListServiceDeployments", &ListServiceDeploymentsInput{Service: "web", CreatedAt: &CreatedAt{After: ptr[Time](1_772_442_012_345)}}, `aws ecs list-service-deployments --service web --created-at '{"after":"2026-03-02T09:00:12.345000+00:00"}'`},
		{"ec2:RunInstances", &RunInstancesInput{MinCount: ptr[int64](2), MaxCount: ptr[int64](2), UserData: "#!/bin/sh\necho"}, "aws ec2 run-instances --count 2 --user-data '#!/bin/sh\necho'"},
		{"ec2:RunInstances", &RunInstancesInput{MinCount: ptr[int64](1), MaxCount: ptr[int64](3)}, "aws ec2 run-instances --count 1:3"},
		{
			"ec2:AuthorizeSecurityGroupIngress",
			&AuthorizeSecurityGroupIngressInput{GroupId: "sg-1", IpPermissions: []IpPermission{{IpProtocol: "tcp", FromPort: ptr[int64](80), ToPort: ptr[int64](90), UserIdGroupPairs: []UserIdGroupPair{{GroupId: "sg-alb"}}}}},
			"aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 80-90 --source-group sg-alb",
		},
		{
			"ec2:RevokeSecurityGroupEgress",
			&RevokeSecurityGroupEgressInput{GroupId: "sg-1", IpPermissions: []IpPermission{{IpProtocol: "-1", IpRanges: []IpRange{{CidrIp: "0.0.0.0/0"}}}}},
			"aws ec2 revoke-security-group-egress --group-id sg-1 --protocol all --cidr 0.0.0.0/0",
		},
		{
			"ec2:AuthorizeSecurityGroupIngress",
			&AuthorizeSecurityGroupIngressInput{GroupId: "sg-1", IpPermissions: []IpPermission{{IpProtocol: "tcp", IpRanges: []IpRange{{CidrIp: "10.0.0.0/8", Description: "office"}}}}},
			`aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","IpRanges":[{"Description":"office","CidrIp":"10.0.0.0/8"}]}]'`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			if got := Line(op(t, tt.id), tt.in); got != tt.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

// What Line prints, ParseLine reads back, whatever the request holds.
func TestLineReadsBack(t *testing.T) {
	ops := []*Operation{}
	for _, o := range Operations() {
		if !o.Hidden {
			ops = append(ops, o)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		o := rapid.SampledFrom(ops).Draw(t, "operation")
		in := o.NewInput()
		drawStructure(t, o.Input(), reflect.ValueOf(in).Elem())
		if isACLEntry(o) { // the CLI sends the number of a protocol that is named
			protocol := reflect.ValueOf(in).Elem().FieldByName("Protocol")
			protocol.SetString(stdcmp.Or(protocolNumbers[protocol.String()], protocol.String()))
		}
		line := Line(o, in)
		req, err := ParseLine(line)
		if err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
		if diff := cmp.Diff(in, req.Input); diff != "" || req.Op != o || len(req.NotSimulated) != len(Kept(o, in)) {
			t.Fatalf("%s\n%s%v", line, diff, req.NotSimulated)
		}
	})
}

func drawStructure(t *rapid.T, s *Shape, v reflect.Value) {
	for _, f := range s.Fields {
		if f.Required || rapid.Bool().Draw(t, f.Name+" given") {
			drawValue(t, f, f.Shape, v.Field(f.index))
		}
	}
}

func drawValue(t *rapid.T, f *Field, s *Shape, v reflect.Value) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch s.Kind {
	case Structure:
		drawStructure(t, s, v)
	case List:
		n := rapid.IntRange(0, 3).Draw(t, f.Name+" length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			drawValue(t, f, s.Elem, v.Index(i))
		}
	case Map:
		m := map[string]string{}
		for range rapid.IntRange(0, 2).Draw(t, f.Name+" length") {
			m[rapid.SampledFrom([]string{"a", "max-size", "a.b"}).Draw(t, "key")] = rapid.SampledFrom([]string{"", "10m", "a,b", "é"}).Draw(t, f.Name)
		}
		v.Set(reflect.ValueOf(m))
	case Integer:
		least := int64(-3)
		if f.Shape.Min != nil {
			least = *f.Shape.Min
		}
		v.SetInt(rapid.Int64Range(least, 70000).Draw(t, f.Name))
	case Boolean:
		v.SetBool(rapid.Bool().Draw(t, f.Name))
	case Timestamp:
		// Up to the year 2100, in milliseconds.
		v.SetInt(rapid.Int64Range(0, 4_102_444_800_000).Draw(t, f.Name))
	case Double:
		v.SetInt(rapid.Int64Range(-5e9, 5e11).Draw(t, f.Name))
	default:
		odd := rapid.SampledFrom([]string{"", "-1", "-x", "--region", "help", "a,b", "[", "{}", "a=b", "sg-1", "all", "tcp", "7", `\`, `'"`, "$x|y", "é\n\t😀", "a@b"})
		text := rapid.OneOf(odd, rapid.String()).Draw(t, f.Name)
		text = strings.ReplaceAll(text, "file", "")
		if least := stdcmp.Or(s.Min, f.Shape.Min); least != nil {
			text += strings.Repeat("x", max(0, int(*least)-len([]rune(text))))
		}
		v.SetString(text)
	}
}
