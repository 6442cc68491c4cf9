package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A line that is read prints back, and what is printed reads the same.
func FuzzParseLine(f *testing.F) {
	for _, line := range []string{
		"aws ecs update-service --cluster prod --service web --desired-count 6",
		"aws ecs create-service --service-name w --load-balancers targetGroupArn=tg,containerName=web,containerPort=80 --tags key=a,value=b",
		`aws ecs register-task-definition --family f --container-definitions '[{"name":"a","cpu":1,"environment":[{"name":"x","value":"\u00e9"}]}]'`,
		"aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 1-2 --cidr 10.0.0.0/8",
		"aws ec2 authorize-security-group-egress --group-id sg-1 --ip-permissions IpProtocol=tcp,UserIdGroupPairs=[{GroupId=sg-2,Description='a b'}]",
		"aws ec2 run-instances --count 1:3 --iam-instance-profile Name=x --user-data \"a\\\"b\"",
		"aws elbv2 register-targets --target-group-arn tg --targets Id=i-1,Port=80 Id=i-2",
		"aws ec2 describe-instances --filters Name=x,Values=a,b --region us-east-1",
		"aws ecs delete-service --service=x --no-force help",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		req, err := ParseLine(line)
		if err != nil {
			if _, ok := err.(*UsageError); !ok {
				t.Fatalf("the error is a %T", err)
			}
			return
		}
		printed := Line(req.Op, req.Input)
		again, err := ParseLine(printed)
		if err != nil {
			t.Fatalf("%q was read, and not its print %q: %v", line, printed, err)
		}
		if diff := cmp.Diff(req.Input, again.Input); diff != "" || again.Op != req.Op {
			t.Fatalf("%q was printed as %q\n%s", line, printed, diff)
		}
	})
}

// Shorthand that is read holds nothing but text, lists and objects.
func FuzzShorthand(f *testing.F) {
	for _, text := range []string{"a=b,c=d", "a=[b,{c=d}],e=f,g", `a='b\'c',d="e"`, "a={b=[c", "a@=b", `a=b\,c`, " a = b "} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree, err := Shell{}.parseShorthand(text)
		if err == nil && len(tree) == 0 {
			t.Fatalf("%q was read as nothing", text)
		}
		if !onlyText(tree) {
			t.Fatalf("%q was read as %v", text, tree)
		}
	})
}

func onlyText(v any) bool {
	switch v := v.(type) {
	case string:
		return true
	case []any:
		for _, e := range v {
			if !onlyText(e) {
				return false
			}
		}
		return true
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if !onlyText(v[key]) {
				return false
			}
		}
		return true
	}
	return false
}
