package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// entriesOf is an empty form of an operation.
func entriesOf(o *Operation) []Entry {
	fields, _ := o.Form()
	out := make([]Entry, len(fields))
	for i, f := range fields {
		out[i] = Entry{Field: f}
	}
	return out
}

// filled sets fields of an empty form by name, and members as "list[0].member".
func filled(o *Operation, values ...string) []Entry {
	entries := entriesOf(o)
	for i := 0; i < len(values); i += 2 {
		set(entries, values[i], values[i+1])
	}
	return entries
}

func set(entries []Entry, path, value string) {
	name, rest, _ := strings.Cut(path, ".")
	name, at, element := strings.Cut(name, "[")
	for i := range entries {
		e := &entries[i]
		if e.Field.Name != name {
			continue
		}
		s := e.Field.Shape
		if element {
			var n int
			_, _ = fmt.Sscanf(at, "%d]", &n)
			for len(e.List) <= n {
				e.List = append(e.List, emptyElement(e.Field))
			}
			e, s = &e.List[n], s.Elem
		}
		if s.Kind != Structure {
			e.Text = value
			continue
		}
		if e.Members == nil {
			e.Members = emptyElement(e.Field).Members
		}
		set(e.Members, rest, value)
	}
}

// emptyElement is an empty structure: of the field, or an element of its list.
func emptyElement(f *Field) Entry {
	s := f.Shape
	if s.Kind == List {
		s = s.Elem
	}
	e := Entry{Field: f}
	for _, m := range s.Fields {
		e.Members = append(e.Members, Entry{Field: m})
	}
	return e
}

func TestFill(t *testing.T) {
	tests := []struct {
		id     string
		values []string
		line   string
	}{
		{
			"ec2:AuthorizeSecurityGroupIngress",
			[]string{"GroupId", "sg-instances", "--protocol", "tcp", "--port", "32768-65535", "--source-group", "sg-alb"},
			"aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb",
		},
		{
			"ec2:AuthorizeSecurityGroupIngress",
			[]string{"GroupId", "g", "IpPermissions[1].IpProtocol", "tcp", "IpPermissions[1].IpRanges[2].CidrIp", "10.0.0.0/8"},
			`aws ec2 authorize-security-group-ingress --group-id g --ip-permissions '[{"IpProtocol":"tcp","IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]'`,
		},
		{
			"ecs:CreateService",
			[]string{"serviceName", "web", "cluster", "prod", "desiredCount", "4", "loadBalancers[0].targetGroupArn", "web-tg", "loadBalancers[0].containerPort", "8080", "deploymentConfiguration.maximumPercent", "150"},
			"aws ecs create-service --service-name web --cluster prod --desired-count 4 --load-balancers targetGroupArn=web-tg,containerPort=8080 --deployment-configuration maximumPercent=150",
		},
		{"ecs:DeleteService", []string{"service", "web", "force", "false"}, "aws ecs delete-service --service web --no-force"},
		{"ec2:ModifySubnetAttribute", []string{"SubnetId", "subnet-a", "MapPublicIpOnLaunch.Value", "false"}, "aws ec2 modify-subnet-attribute --subnet-id subnet-a --map-public-ip-on-launch Value=false"},
		{"elbv2:SetSecurityGroups", []string{"LoadBalancerArn", "alb", "SecurityGroups[0]", "a", "SecurityGroups[2]", "-b"}, `aws elbv2 set-security-groups --load-balancer-arn alb --security-groups '["a","-b"]'`},
		{"ec2:RunInstances", []string{"--count", "1:3", "ImageId", "-x"}, "aws ec2 run-instances --image-id=-x --count 1:3"},
		{"ec2:CreateInternetGateway", nil, "aws ec2 create-internet-gateway"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			got := op(t, tt.id).Fill(filled(op(t, tt.id), tt.values...))
			if got.Line != tt.line || len(got.Problems) > 0 || got.Request == nil {
				t.Errorf("%s\n%v", got.Line, got.Problems)
			}
		})
	}
}

func TestFillProblems(t *testing.T) {
	tests := []struct {
		id     string
		values []string
		want   []Problem
	}{
		{"ecs:CreateService", nil, []Problem{{Path: "serviceName", Text: "This is required."}}},
		{"ecs:UpdateService", []string{"service", "web", "desiredCount", "x"}, []Problem{{Path: "desiredCount", Text: `"x" is no whole number.`}}},
		{"ecs:UpdateService", []string{"service", "web", "desiredCount", "99999999999999999999"}, []Problem{{Path: "desiredCount", Text: "The number is too large."}}},
		{"ecs:CreateService", []string{"serviceName", "web", "launchType", "MOON"}, []Problem{{Path: "launchType", Text: "This must be one of: EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES."}}},
		{"ecs:CreateService", []string{"serviceName", "web", "loadBalancers[2].containerPort", "p"}, []Problem{{Path: "loadBalancers[2].containerPort", Text: `"p" is no whole number.`}}},
		{"elbv2:CreateTargetGroup", []string{"Name", "tg", "Port", "70000"}, []Problem{{Path: "Port", Text: "This must be at most 65535."}}},
		{"elbv2:CreateTargetGroup", []string{"Name", "file://tg", "Port", "0"}, []Problem{{Path: "Name", Text: "A form reads no file://; a line in the console does."}, {Path: "Port", Text: "This must be at least 1."}}},
		{"elbv2:RegisterTargets", []string{"TargetGroupArn", "tg", "Targets[1].Port", "80"}, []Problem{{Path: "Targets[1].Id", Text: "This is required."}}},
		{"elbv2:RegisterTargets", []string{"Targets[0].Port", "0"}, []Problem{{Path: "TargetGroupArn", Text: "This is required."}, {Path: "Targets[0].Id", Text: "This is required."}, {Path: "Targets[0].Port", Text: "This must be at least 1."}}},
		{"elbv2:RegisterTargets", []string{"TargetGroupArn", "tg", "Targets[0].Id", ""}, []Problem{{Path: "Targets", Text: "This is required."}}},
		{"ecs:DeleteService", []string{"service", "web", "force", "maybe"}, []Problem{{Path: "force", Text: "This is either true or false."}}},
		{"ec2:AuthorizeSecurityGroupIngress", []string{"--port", "80-x"}, []Problem{{Path: "--port", Text: "port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)"}}},
		{"ec2:AuthorizeSecurityGroupIngress", []string{"--protocol", "tpc"}, []Problem{{Path: "--protocol", Text: "protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number."}}},
		{"ec2:AuthorizeSecurityGroupIngress", []string{"--port", "80", "IpPermissions[0].IpProtocol", "tcp"}, []Problem{{Path: "", Text: "The --port option is not compatible with the --ip-permissions option"}}},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.id, tt.values), func(t *testing.T) {
			got := op(t, tt.id).Fill(filled(op(t, tt.id), tt.values...))
			if diff := cmp.Diff(tt.want, got.Problems); diff != "" || got.Request != nil {
				t.Errorf("%s\n%s", got.Line, diff)
			}
		})
	}
}

// A form without problems makes a line that gives the request that the form
// shows, and that Line writes in its own way.
func TestFilledLinesReadBack(t *testing.T) {
	ops := []*Operation{}
	for _, o := range Operations() {
		if !o.Hidden {
			ops = append(ops, o)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		o := rapid.SampledFrom(ops).Draw(t, "operation")
		entries := entriesOf(o)
		for i := range entries {
			entries[i] = drawEntry(t, entries[i].Field, entries[i].Field.Shape)
		}
		got := o.Fill(entries)
		req, err := ParseLine(got.Line)
		if len(got.Problems) > 0 {
			return
		}
		if err != nil {
			t.Fatalf("%s\n%v", got.Line, err)
		}
		tree := map[string]any{}
		for _, e := range entries {
			if v, given := shownTree(e.Field.Shape, e); given && e.Field.added == nil {
				tree[e.Field.Name] = v
			} else if given {
				if err := e.Field.added.apply(tree, e.Text); err != nil {
					t.Fatal(err)
				}
			}
		}
		fillIn(o, tree)
		want, _, err := o.Decode(tree)
		if err != nil {
			t.Fatalf("%s\n%v", got.Line, err)
		}
		if diff := cmp.Diff(want, req.Input); diff != "" || len(req.NotSimulated) > 0 {
			t.Fatalf("%s\n%s%v", got.Line, diff, req.NotSimulated)
		}
		again, err := ParseLine(Line(o, req.Input))
		if err != nil {
			t.Fatalf("%s\n%s\n%v", got.Line, Line(o, req.Input), err)
		}
		if diff := cmp.Diff(req.Input, again.Input); diff != "" {
			t.Fatalf("%s\n%s\n%s", got.Line, Line(o, req.Input), diff)
		}
	})
}

func drawEntry(t *rapid.T, f *Field, s *Shape) Entry {
	e := Entry{Field: f}
	if !f.Required && rapid.Bool().Draw(t, f.Name+" empty") {
		return e
	}
	switch s.Kind {
	case Structure:
		for _, m := range s.Fields {
			e.Members = append(e.Members, drawEntry(t, m, m.Shape))
		}
	case List:
		for range rapid.IntRange(0, 3).Draw(t, f.Name+" length") {
			e.List = append(e.List, drawEntry(t, f, s.Elem))
		}
	case Map:
		e.Text = rapid.SampledFrom([]string{"", "a=b", "mode=non-blocking,max-buffer-size=25m", "a=", "a=b,c", "{}"}).Draw(t, f.Name)
	case Boolean:
		e.Text = rapid.SampledFrom([]string{"true", "false"}).Draw(t, f.Name)
	case Integer:
		e.Text = rapid.SampledFrom([]string{"1", "80", "443", "-1", "15", "x"}).Draw(t, f.Name)
	default:
		odd := []string{"web", "", "-1", "-x", "--region", "help", "a,b", "[", "{}", "a=b", "sg-1", "all", "tcp", "80-90", `\`, `'"`, "$x|y", "é 😀", "file://x"}
		e.Text = rapid.SampledFrom(append(odd, f.Enum...)).Draw(t, f.Name)
	}
	return e
}

// shownTree is the request's tree as a reader of the form would write it down;
// it is told by hand, without Fill.
func shownTree(s *Shape, e Entry) (any, bool) {
	switch s.Kind {
	case Structure:
		tree := map[string]any{}
		for _, m := range e.Members {
			if v, given := shownTree(m.Field.Shape, m); given {
				tree[m.Field.Name] = v
			}
		}
		return tree, len(tree) > 0
	case List:
		list := []any{}
		for _, one := range e.List {
			if v, given := shownTree(s.Elem, one); given {
				list = append(list, v)
			}
		}
		return list, len(list) > 0
	case Map:
		o, _ := mapOf(e.Text)
		return plainTree(o), e.Text != ""
	case Boolean:
		return e.Text == "true", e.Text != ""
	case Integer:
		n, _ := pythonInt(e.Text)
		return n, e.Text != ""
	}
	return e.Text, e.Text != ""
}
