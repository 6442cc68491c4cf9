package api

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testShell has a few files, and takes no query.
var testShell = Shell{
	Files: func(name string) ([]byte, error) {
		files := map[string]string{
			"bad.json": "{bad\n", "bin.dat": "\xff\xfe", "web.txt": "web", "object.json": `{"name":"a","image":"b"}`, "empty.json": " ",
			"list.json": `[{"name":"a","image":"b"}]`, "family.json": `{"family":"f","cpu":"256","containerDefinitions":[{"name":"a","image":"b"}]}`,
		}
		text, ok := files[name]
		if !ok {
			return nil, fs.ErrNotExist
		}
		return []byte(text), nil
	},
	CheckQuery: func(string) error { return errors.New("no") },
}

// The wanted texts and exit statuses were printed by the AWS CLI 1.45, unless a
// line says that they are ours.
func TestRefusedLines(t *testing.T) {
	const required = "aws: error: the following arguments are required: "
	tests := []struct {
		line, want string
		exit       int
	}{
		{"aws", usage + required + "command", 2},
		{"aws ecs", usage + required + "operation", 2},
		{"aws ecs create-service", usage + required + "--service-name", 2},
		{"aws ec2 create-security-group --vpc-id v", usage + required + "--description, --group-name", 2},
		{"aws ecs stop-task a b", usage + required + "--task", 2},
		{"aws ecs update-task-protection --cluster prod --tasks a", "Parameter validation failed:\nMissing required parameter in input: \"protectionEnabled\"", 255},
		{"aws ecs update-task-protection --cluster prod --protection-enabled", usage + required + "--tasks", 2},
		{"aws ecs tag-resource --resource-arn a --tags key=a,val=b", "Parameter validation failed:\nUnknown parameter in tags[0]: \"val\", must be one of: key, value", 255},
		{"aws ecs tag-resource --tags key=a", usage + required + "--resource-arn", 2},
		{"aws ecs execute-command --task t --command sh", "Parameter validation failed:\nMissing required parameter in input: \"interactive\"", 255},
		{"aws ecs execute-command --task t --interactive", usage + required + "--command", 2},
		{"aws ecs list-services-by-namespace", usage + required + "--namespace", 2},
		{"aws ecs put-account-setting --name awsvpcTrunking", usage + required + "--value", 2},
		{"aws ecs put-account-setting-default --value enabled", usage + required + "--name", 2},
		{"aws ecs delete-account-setting", usage + required + "--name", 2},
		{"aws ecs untag-resource --resource-arn a", usage + required + "--tag-keys", 2},
		{"aws ecs list-tags-for-resource a", usage + required + "--resource-arn", 2},
		{"aws ecs get-task-protection --tasks a", usage + required + "--cluster", 2},
		{"aws ecs create-service --service-name", usage + "aws: error: argument --service-name: expected one argument", 2},
		{"aws elbv2 create-target-group --name x --health-check-port --port 80", usage + "aws: error: argument --health-check-port: expected one argument", 2},
		{"aws --region", usage + "aws: error: argument --region: expected one argument", 2},
		{"aws ecs delete-service --service x --force=x", usage + "aws: error: argument --force: ignored explicit argument 'x'", 2},
		{"aws ecs list-tasks --s 3", usage + "aws: error: ambiguous option: --s could match --started-by, --service-name, --starting-token", 2},
		{"aws ecs list-clusters --output yml", usage + "aws: error: argument --output: Invalid choice, valid choices are:\n\n" +
			"json                                     | text                                    \ntable                                   ", 2},
		{"aws ecs create-service --service-name web --nosuch 3", usage + "\nUnknown options: --nosuch, 3", 255},
		{"aws ecs create-service --service-name web foo --bar=x baz", usage + "\nUnknown options: --bar=x, baz, foo", 255},
		{"aws ecs delete-service --service x --force true", usage + "\nUnknown options: true", 255},
		{"aws ecs create-service --service-name w --load-balancers '[{\"containerPort\":\"x\"}]'", "Parameter validation failed:\nInvalid type for parameter loadBalancers[0].containerPort, value: x, type: <class 'str'>, valid types: <class 'int'>", 255},
		{"aws ecs create-service --service-name w --load-balancers feild=x", "Parameter validation failed:\nUnknown parameter in loadBalancers[0]: \"feild\", must be one of: targetGroupArn, loadBalancerName, containerName, containerPort, advancedConfiguration", 255},
		{"aws ecs create-service --service-name w --load-balancers targetGroupArn=x,containerName", "Parameter validation failed:\nInvalid type for parameter loadBalancers[0].targetGroupArn, value: ['x', 'containerName'], type: <class 'list'>, valid types: <class 'str'>", 255},
		{"aws ecs create-service --service-name w --load-balancers '[{\"containerPort\":'", "Error parsing parameter '--load-balancers': Invalid JSON: Expecting value: line 1 column 19 (char 18)\nJSON received: [{\"containerPort\":", 255},
		{"aws ecs create-service --service-name w --deployment-configuration [1]", "Error parsing parameter '--deployment-configuration': Invalid JSON:\n[1]", 255},
		{"aws ecs create-service --service-name w --network-configuration awsvpcConfiguration={subnets=[a,b]", "Error parsing parameter '--network-configuration': Expected: ',', received: 'EOF' for input:\n" +
			"awsvpcConfiguration={subnets=[a,b]\n                                  ^", 255},
		{"aws ecs create-service --service-name w --network-configuration awsvpcConfiguration={securityGroups=[a]}", "Parameter validation failed:\nMissing required parameter in networkConfiguration.awsvpcConfiguration: \"subnets\"", 255},
		{"aws elbv2 create-target-group --name x --port 0 --health-check-path ''", "Parameter validation failed:\nInvalid value for parameter Port, value: 0, valid min value: 1\nInvalid length for parameter HealthCheckPath, value: 0, valid min length: 1", 255},
		{"aws ec2 authorize-security-group-ingress --group-id sg-1 --port x-y", "port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)", 255},
		{"aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol foo", "protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.", 255},
		{"aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol 256", "protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.", 255},
		{"aws ec2 revoke-security-group-egress --group-id sg-1 --port 1 --ip-permissions IpProtocol=tcp", "The --port option is not compatible with the --ip-permissions option", 255},
		{"aws ec2 run-instances --count a", "count parameter should be of form min[:max] (e.g. 1 or 1:10)", 255},
		{"aws ecs list-clusters --output yaml", usage + "aws: error: argument --output: Invalid choice, valid choices are:\n\n" +
			"json                                     | text                                    \ntable                                   ", 2},
		{"aws ecs wait", "usage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments", 255},
		{"aws ecs wait services-stable", usage + required + "--services", 2},
		{"aws ecs nosuch --query a[", "Bad value for --query a[: no", 255},
		{"aws ecs register-task-definition --cli-input-json {}", "Parameter validation failed:\nMissing required parameter in input: \"family\"\nMissing required parameter in input: \"containerDefinitions\"", 255},
		{"aws ecs register-task-definition --cli-input-json={}", usage + required + "--family, --container-definitions", 2},
		{"aws ecs register-task-definition --cli-input-js {}", usage + required + "--family, --container-definitions", 2},
		{"aws ecs register-task-definition --cli-input-json", usage + "aws: error: argument --cli-input-json: expected one argument", 2},
		{"aws ecs register-task-definition --cli-input-json '{bad'", "Error parsing parameter 'cli-input-json': Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\nJSON received: {bad", 255},
		{"aws ecs register-task-definition --cli-input-json file://bad.json", "Error parsing parameter 'cli-input-json': Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\nJSON received: {bad\n", 255},
		{"aws ecs register-task-definition --family file://bin.dat --container-definitions []", "Error parsing parameter '--family': Unable to load paramfile (bin.dat), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.", 255},
		{"aws ecs register-task-definition --family fileb://web.txt --container-definitions []", "Parameter validation failed:\nInvalid type for parameter family, value: b'web', type: <class 'bytes'>, valid types: <class 'str'>", 255},
		{"aws ecs update-service --generate-cli-skeleton foo", usage + "aws: error: argument --generate-cli-skeleton: Invalid choice, valid choices are:\n\ninput                                    | output                                  ", 2},
		{"aws ecs update-service --generate-cli-skeleton output", usage + required + "--service", 2},
		{"aws ec2 run-instances --cli-input-json {} --count x", "count parameter should be of form min[:max] (e.g. 1 or 1:10)", 255},
		// The first line is the CLI's; a remark of ours in brackets follows.
		{"aws ecs register-task-definition --cli-input-json file://nosuch.json", "Error parsing parameter '--cli-input-json': Unable to load paramfile file://nosuch.json: [Errno 2] No such file or directory: 'nosuch.json'" + filesHint, 255},
		{"aws ecs register-task-definition --family f --container-definitions file://nosuch.json", "Error parsing parameter '--container-definitions': Unable to load paramfile file://nosuch.json: [Errno 2] No such file or directory: 'nosuch.json'" + filesHint, 255},
		{"aws ecs register-task-definition --family f --container-definitions name@=file://nosuch", "Unable to load paramfile file://nosuch: [Errno 2] No such file or directory: 'nosuch'" + filesHint, 255},
		{"aws ec2 authorize-security-group-ingress --group-id sg-1 --cidr file://nosuch", "Error parsing parameter '--cidr': Unable to load paramfile file://nosuch: [Errno 2] No such file or directory: 'nosuch'" + filesHint, 255},
		{"aws ecs register-task-definition --cli-input-json '[1]'", "'list' object has no attribute 'keys'\n(--cli-input-json takes a JSON object: {...})", 255},
		{"aws ecs register-task-definition --cli-input-json '\"x\"'", "'str' object has no attribute 'keys'\n(--cli-input-json takes a JSON object: {...})", 255},
		{"aws ecs register-task-definition --family f --container-definitions file://object.json", "Error parsing parameter '--container-definitions': Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\nJSON received: {\n(the file file://object.json must hold a JSON list: [ ... ])", 255},
		// Ours, from here on.
		{"aws ecs register-task-definition --family f --container-definitions file://empty.json", "string index out of range\n(--container-definitions: the file file://empty.json is empty)", 255},
		{"aws ecs update-service --service w --generate-cli-skeleton output", "--generate-cli-skeleton output is not simulated; input is", 255},
		{"aws ec2 wait volume-available", "aws ec2 wait volume-available is a real waiter whose call Drydock does not simulate yet.\nSimulated: " + strings.Join(waitersOf("ec2"), ", ") + ".", 2},
		{"aws ecs create-service --service-name w --desired-count many", "invalid literal for int() with base 10: 'many'\n(--desired-count takes a whole number)", 255},
		{"aws ecs create-service --service-name w --load-balancers containerPort=x", "invalid literal for int() with base 10: 'x'\n(in the value of --load-balancers)", 255},
		{"aws ecs update-service --service w --desird-count 3", usage + "\nUnknown options: --desird-count, 3\n(did you mean --desired-count?)", 255},
		{"aws ecs discover-poll-endpoint --cluster n", "aws ecs discover-poll-endpoint is a real operation that Drydock does not simulate yet.", 2},
		{"aws ecs describe-daemon-task-definition --cluster w", "aws ecs describe-daemon-task-definition is a real operation that Drydock does not simulate yet.\nSimulated, and near it: describe-task-definition.", 2},
		{"aws s3 ls", "aws s3 is a real command that Drydock does not simulate yet.\nSimulated: ec2, ecs, efs, elb, elbv2, iam, sts.", 2},
		{"aws drydock name-resource", usage + "aws: error: argument command: Invalid choice, valid choices are:\n\nec2                                      | ecs                                     \nefs                                      | elb                                     \nelbv2                                    | iam                                     \nsts                                     ", 2},
		{"", "the line is empty; begin with aws, for example aws ecs list-clusters", 2},
		{"kubectl get pods", "kubectl: command not found; begin with aws, for example aws ecs list-clusters", 127},
		{"aws ecs list-tasks | wc", "this is no shell: put what holds | in single quotes, or give one aws command at a time", 2},
		{"aws ecs list-tasks --cluster 'prod", "the quote ' is not closed", 2},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			_, err := testShell.ParseLine(tt.line)
			var ue *UsageError
			if !errors.As(err, &ue) {
				t.Fatalf("the error is %v", err)
			}
			if diff := cmp.Diff(tt.want, ue.Text); diff != "" || ue.Exit != tt.exit {
				t.Errorf("exit %d, want %d\n%s", ue.Exit, tt.exit, diff)
			}
		})
	}
}

func TestInvalidChoice(t *testing.T) {
	_, err := ParseLine("aws ecs create-servic")
	text := err.Error()
	if !strings.Contains(text, "aws: error: argument operation: Invalid choice, valid choices are:\n\ncreate-capacity-provider                 | create-cluster                          \n") ||
		!strings.HasSuffix(text, "\n\n\nInvalid choice: 'create-servic', maybe you meant:\n\n  * create-service") {
		t.Errorf("got %s", text)
	}
	_, err = ParseLine("aws ecs discover-poll-endpont")
	if text := err.Error(); !strings.HasSuffix(text, "\n\nReal, but not simulated yet: discover-poll-endpoint") {
		t.Errorf("got %s", text)
	}
}

func ptr[T any](v T) *T { return &v }

func TestParseLine(t *testing.T) {
	tests := []struct {
		name, line string
		want       any
		skipped    []string
	}{
		{
			"scalars", "aws ecs update-service --cluster prod --service=web --desired-count 6",
			&UpdateServiceInput{Cluster: "prod", Service: "web", DesiredCount: ptr[int64](6)}, nil,
		},
		{
			"a shortened option and a negative number", "aws ecs update-service --service web --desired -1",
			&UpdateServiceInput{Service: "web", DesiredCount: ptr[int64](-1)}, nil,
		},
		{
			"quotes, backslashes and a continued line", "aws ecs stop-task \\\n  --task 'a b' --reason \"it's \\\"so\\\"\"\\ now",
			&StopTaskInput{Task: "a b", Reason: `it's "so" now`}, nil,
		},
		{
			"a list of scalars ends at the next option", "aws ecs describe-services --services a b --cluster prod",
			&DescribeServicesInput{Cluster: "prod", Services: []string{"a", "b"}}, nil,
		},
		{
			"a list of scalars as JSON", `aws ecs describe-services --services '["a","b"]'`,
			&DescribeServicesInput{Services: []string{"a", "b"}}, nil,
		},
		{
			"of an option given twice the last counts", "aws ecs delete-service --service a --force --service b --no-force",
			&DeleteServiceInput{Service: "b", Force: ptr(false)}, nil,
		},
		{
			"shorthand for each structure of a list", "aws elbv2 register-targets --target-group-arn tg --targets Id=i-1,Port=80 Id=i-2",
			&RegisterTargetsInput{TargetGroupArn: "tg", Targets: []TargetDescription{{Id: "i-1", Port: ptr[int64](80)}, {Id: "i-2"}}}, nil,
		},
		{
			"a list of one in shorthand", "aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-1 Name=state,Values=a,b",
			&DescribeSubnetsInput{Filters: []Filter{{Name: "vpc-id", Values: []string{"vpc-1"}}, {Name: "state", Values: []string{"a", "b"}}}}, nil,
		},
		{
			"JSON objects one by one", `aws ec2 describe-subnets --filters '{"Name":"a"}' '{"Name":"b"}'`,
			&DescribeSubnetsInput{Filters: []Filter{{Name: "a"}, {Name: "b"}}}, nil,
		},
		{
			"nested shorthand", "aws ecs register-task-definition --family f --container-definitions name=c,image=i,essential=true,portMappings=[{containerPort=80,hostPort=0}]",
			&RegisterTaskDefinitionInput{Family: "f", ContainerDefinitions: []ContainerDefinition{{
				Name: "c", Image: "i", Essential: ptr(true), PortMappings: []PortMapping{{ContainerPort: ptr[int64](80), HostPort: ptr[int64](0)}},
			}}}, nil,
		},
		{
			"a rule from a group", "aws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 32768-65535 --source-group sg-alb --group-owner 1",
			&AuthorizeSecurityGroupIngressInput{GroupId: "sg-1", IpPermissions: []IpPermission{{
				IpProtocol: "tcp", FromPort: ptr[int64](32768), ToPort: ptr[int64](65535), UserIdGroupPairs: []UserIdGroupPair{{GroupId: "sg-alb", UserId: "1"}},
			}}}, nil,
		},
		{
			"a rule from a group by name", "aws ec2 authorize-security-group-ingress --group-name g --port 22 --source-group alb",
			&AuthorizeSecurityGroupIngressInput{GroupName: "g", IpPermissions: []IpPermission{{
				FromPort: ptr[int64](22), ToPort: ptr[int64](22), UserIdGroupPairs: []UserIdGroupPair{{GroupName: "alb"}},
			}}}, nil,
		},
		{
			"all protocols and ports", "aws ec2 revoke-security-group-egress --group-id sg-1 --protocol all --port -1 --cidr 0.0.0.0/0",
			&RevokeSecurityGroupEgressInput{GroupId: "sg-1", IpPermissions: []IpPermission{{
				IpProtocol: "-1", FromPort: ptr[int64](-1), ToPort: ptr[int64](-1), IpRanges: []IpRange{{CidrIp: "0.0.0.0/0"}},
			}}}, nil,
		},
		{
			"one instance unless told otherwise", "aws ec2 run-instances --image-id ami-1",
			&RunInstancesInput{ImageId: "ami-1", MinCount: ptr[int64](1), MaxCount: ptr[int64](1)}, nil,
		},
		{
			"a count with a least and a most", "aws ec2 run-instances --count 2:4 --associate-public-ip-address",
			&RunInstancesInput{MinCount: ptr[int64](2), MaxCount: ptr[int64](4)},
			[]string{"--associate-public-ip-address"},
		},
		{
			"what is not simulated is named", "aws ecs create-service --service-name w --role r --service-connect-configuration enabled=false " +
				"--deployment-configuration maximumPercent=200,strategy=ROLLING --region us-east-1 --no-paginate --debug",
			&CreateServiceInput{ServiceName: "w", DeploymentConfiguration: &DeploymentConfiguration{MaximumPercent: ptr[int64](200)}},
			[]string{"--debug", "--region us-east-1", "--role", "deploymentConfiguration.strategy", "--service-connect-configuration"},
		},
		{
			"paging is not simulated, the home Region is", "aws --region eu-west-1 ecs list-tasks --max-items 3 --page-size 1 --output json --color off",
			&ListTasksInput{},
			[]string{"--page-size", "--max-items"},
		},
		{
			"switches of EC2", "aws ec2 modify-instance-attribute --instance-id i --no-source-dest-check --ena-support --ebs-optimized Value=true --instance-type m5.large --groups a b",
			&ModifyInstanceAttributeInput{InstanceId: "i", Groups: []string{"a", "b"}},
			[]string{"--no-source-dest-check", "--instance-type", "--ebs-optimized", "--ena-support"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, err := ParseLine(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, req.Input); diff != "" {
				t.Error(diff)
			}
			if !slices.Equal(req.NotSimulated, tt.skipped) {
				t.Errorf("not simulated: %q, want %q", req.NotSimulated, tt.skipped)
			}
		})
	}
}

func TestSplitWords(t *testing.T) {
	tests := []struct {
		line  string
		want  []word
		stray rune
	}{
		{"", nil, 0},
		{"  a\tb\n", []word{{"a", 2, 3, 0}, {"b", 4, 5, 0}}, 0},
		{`a'b c'"d e"\ f`, []word{{"ab cd e f", 0, 14, 0}}, 0},
		{`'a\b' "a\b\\\$"`, []word{{`a\b`, 0, 5, 0}, {`a\b\$`, 6, 15, 0}}, 0},
		{"''", []word{{"", 0, 2, 0}}, 0},
		{"a\\\n b", []word{{"a", 0, 3, 0}, {"b", 4, 5, 0}}, 0},
		{`é "x`, []word{{"é", 0, 1, 0}, {"x", 2, 4, '"'}}, 0},
		{"a > b", []word{{"a", 0, 1, 0}, {">", 2, 3, 0}, {"b", 4, 5, 0}}, '>'},
		{`'$a' "|" \;`, []word{{"$a", 0, 4, 0}, {"|", 5, 8, 0}, {";", 9, 11, 0}}, 0},
		{`a\`, []word{{"a", 0, 2, 0}}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			got, stray := splitWords(tt.line)
			if !slices.Equal(got, tt.want) || stray != tt.stray {
				t.Errorf("got %v, %q; want %v, %q", got, stray, tt.want, tt.stray)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	known := []string{"list-tasks", "stop-task", "list-services", "create-service"}
	tests := []struct {
		word string
		want []string
	}{
		{"list-task", []string{"list-tasks"}},
		{"create-services", []string{"create-service"}},
		{"nothing", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if got := nearest(tt.word, known, 3); !slices.Equal(got, tt.want) {
			t.Errorf("nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// Files and whole requests give what the same members on the line give, and the
// line that is kept of them needs no file.
func TestParseFiles(t *testing.T) {
	want := &RegisterTaskDefinitionInput{Family: "f", Cpu: "256", ContainerDefinitions: []ContainerDefinition{{Name: "a", Image: "b"}}}
	for _, line := range []string{
		"aws ecs register-task-definition --family f --cpu 256 --container-definitions file://list.json",
		"aws ecs register-task-definition --cli-input-json file://family.json",
		"aws ecs register-task-definition --family f --cli-input-json '{\"family\":\"other\",\"cpu\":\"256\",\"containerDefinitions\":[{\"name\":\"a\",\"image\":\"b\"}]}'",
		"aws ecs register-task-definition --container-definitions fileb://list.json --cli-input-json file://family.json",
	} {
		req, err := testShell.ParseLine(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if diff := cmp.Diff(want, req.Input); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
		if kept := Line(req.Op, req.Input); strings.Contains(kept, "file") {
			t.Errorf("kept as %s", kept)
		}
	}
	req, err := testShell.ParseLine("aws ecs describe-services --services file://web.txt")
	if err != nil || len(req.Input.(*DescribeServicesInput).Services) != 3 {
		t.Errorf("a list of text from a file is its letters on AWS; got %+v, %v", req, err)
	}
}

// Text that begins with file:// is kept so that it is not taken for a file.
func TestLineOfFileText(t *testing.T) {
	op, _ := Find("ecs:UpdateService")
	in := &UpdateServiceInput{Cluster: "file://x", Service: "w"}
	req, err := ParseLine(Line(op, in))
	if err != nil || cmp.Diff(in, req.Input) != "" {
		t.Errorf("%s: %v", Line(op, in), err)
	}
}

func TestWholeLine(t *testing.T) {
	req, err := ParseLine("aws ecs wait services-stable --services web --output table --query a --region us-east-1")
	if err != nil || req.Wait == nil || req.Wait.Name != "ServicesStable" || req.Output != "table" || req.Query != "a" ||
		!slices.Equal(req.NotSimulated, []string{"--region us-east-1"}) {
		t.Errorf("%+v, %v", req, err)
	}
	if req, err := (Shell{Region: "us-east-1"}).ParseLine("aws ecs list-clusters --region us-east-1"); err != nil || req.NotSimulated != nil {
		t.Errorf("%+v, %v", req, err)
	}
	if req, err := ParseLine("aws ec2 delete-security-group --group-id sg-1 --dry-run"); err != nil || !req.DryRun || req.NotSimulated != nil {
		t.Errorf("%+v, %v", req, err)
	}
	_, err = ParseLine("aws ecs list-clusters --generate-cli-skeleton")
	if ue, ok := err.(*UsageError); !ok || ue.Exit != 0 || ue.Text != "{\n    \"nextToken\": \"\",\n    \"maxResults\": 0\n}" {
		t.Errorf("the skeleton: %v", err)
	}
}
