package scenarios

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"drydock/engine"
	"drydock/engine/api"
)

const ofIAM = `
[[world.resource]]
arn    = "arn:aws:s3:::shared"
policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/machines"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/*"}]}'

[[world.policy]]
policy_name     = "reads-only"
policy_document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}'

[[world.role]]
role_name = "web-task"
trusts    = ["ecs-tasks.amazonaws.com"]
attached  = ["AmazonS3FullAccess"]
boundary  = "reads-only"

[[world.role]]
role_name = "machines"
trusts    = ["ec2.amazonaws.com"]
profile   = true

[[world.role]]
role_name = "ecsInstanceRole"
trusts    = ["ec2.amazonaws.com"]
policies  = [{ name = "agent", document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}' }]

[[world.user_group]]
group_name = "team"
attached   = ["AmazonECS_FullAccess"]

[[world.user]]
user_name = "dana"
groups    = ["team"]

[[world.control_policy]]
name     = "keep-clusters"
type     = "SERVICE_CONTROL_POLICY"
level    = 1
document = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ecs:DeleteCluster","Resource":"*"}]}'
`

// TestIAMTables builds a world of every table of IAM and asks it what came of them.
func TestIAMTables(t *testing.T) {
	s, err := loadText(strings.Replace(small, "par     = 1\n", "par     = 1\nas      = \"dana\"\n", 1)+ofIAM+three, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	w := a.World()
	for _, c := range []struct {
		as, action, resource string
		allowed              bool
	}{
		{"role/web-task", "s3:GetObject", "arn:aws:s3:::menus/today", true},
		{"role/web-task", "s3:PutObject", "arn:aws:s3:::menus/today", false},                    // the boundary does not allow it
		{"dana", "ecs:ListClusters", "*", true},                                                 // of the group
		{"dana", "ecs:DeleteCluster", "arn:aws:ecs:eu-west-1:123456789012:cluster/prod", false}, // of the organization
		{"dana", "iam:CreateUser", "arn:aws:iam::123456789012:user/x", false},                   //
		{"role/ecsInstanceRole", "ecs:RegisterContainerInstance", "arn:aws:ecs:eu-west-1:123456789012:cluster/prod", true},
		{"role/ecsInstanceRole", "ecr:GetAuthorizationToken", "*", false}, // what the table says takes the place of what it had
		{"role/machines", "s3:GetObject", "arn:aws:s3:::shared/x", true},  // of the bucket, which names the role
		{string(engine.Administrator), "iam:CreateUser", "arn:aws:iam::123456789012:user/x", true},
	} {
		if got, err := w.Allowed(c.as, c.action, c.resource); err != nil || got != c.allowed {
			t.Errorf("%s, %s on %s: %t, %v", c.as, c.action, c.resource, got, err)
		}
	}
	if names := w.Names("instance-profile"); !slices.ContainsFunc(names, func(n api.Name) bool { return n.ID == "machines" }) {
		t.Error(names)
	}
	if r := a.Exec("aws sts get-caller-identity"); !strings.Contains(r.Output, "user/dana") {
		t.Error(r.Output, r.Err)
	}
	if r := a.Exec("aws ecs delete-cluster --cluster prod"); r.Refusal == nil || !strings.Contains(r.Refusal.Message, "explicit deny in a service control policy") {
		t.Error(r.Output, r.Err)
	}
}

// TestOutcomeListsRights: what a role may do beyond need stands in the debrief.
func TestOutcomeListsRights(t *testing.T) {
	s := loadSmall(t, strings.Replace(ofIAM, `attached  = ["AmazonS3FullAccess"]`, `policies  = [{ name = "p", document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","sqs:SendMessage"],"Resource":"*"}]}' }]`, 1)+`
[[world.image]]
uri   = "reader:1"
calls = [{ action = "s3:GetObject", resource = "arn:aws:s3:::menus/today" }]

[[world.task_definition]]
family                = "reader"
task_role_arn         = "web-task"
container_definitions = [{ name = "reader", image = "reader:1", memory = 64 }]

[[world.service]]
service_name    = "reader"
cluster         = "prod"
task_definition = "reader"
desired_count   = 1
`+three)
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	text := a.Submit().Finish().String()
	for _, want := range []string{"role web-task: 1 of 2 granted actions were needed", "  unused: sqs:SendMessage in p, statement 1", "  broad: Resource * in p, statement 1: needed for arn:aws:s3:::menus/today"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if a, err = NewAttempt(loadSmall(t, three), 1); err != nil {
		t.Fatal(err)
	}
	if text := a.Submit().Finish().String(); strings.Contains(text, "granted actions") {
		t.Error("a scenario that is not about roles speaks of them:", text)
	}
}

// TestInspectUsers: what the screen shows of a user, with the documents of its policies.
func TestInspectUsers(t *testing.T) {
	s := loadSmall(t, strings.Replace(ofIAM, "groups    = [\"team\"]", `groups    = ["team"]
attached  = ["IAMReadOnlyAccess"]
policies  = [{ name = "own", document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}' }]
boundary  = "reads-only"`, 1)+three)
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	if users := a.Picture().Users; len(users) != 1 || users[0].Name != "dana" || users[0].Boundary != "reads-only" || !slices.Equal(users[0].Policies, []string{"IAMReadOnlyAccess", "own (inline)"}) || !slices.Equal(users[0].Groups, []string{"team"}) {
		t.Errorf("%+v", users)
	}
	got, err := a.Inspect("user", "dana")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range got.Described {
		lines = append(lines, d.Line)
	}
	for _, want := range []string{
		"aws iam get-user --user-name dana", "aws iam list-groups-for-user --user-name dana", "aws iam get-user-policy --user-name dana --policy-name own",
		"aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess --version-id v4",
		"aws iam get-policy-version --policy-arn arn:aws:iam::123456789012:policy/reads-only --version-id v1",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %s in %q", want, lines)
		}
	}
	if names := a.InlinePolicies("user", "dana"); !slices.Equal(names, []string{"own"}) {
		t.Error(names)
	}
}

// TestExpressionsAboutRoles: a goal may name the roles that every account has and those
// that a solution makes, and holds no {{…}}.
func TestExpressionsAboutRoles(t *testing.T) {
	goal := func(check string) string {
		return "\n[[goal]]\nid = \"r\"\ntext = \"r\"\npoints = 10\ncheck = '" + check + "'\n\n[[solution]]\ntitle = \"x\"\ndo = [\"aws iam create-role --role-name made --assume-role-policy-document file://trust.json\"]\n"
	}
	for check, mistake := range map[string]string{
		`role("ecsInstanceRole").beyond >= 0`: "",
		`role("made").beyond == 0`:            "",
		`role("nobody").beyond == 0`:          `there is no role "nobody"`,
		`service("web").running == {{n}}`:     "an expression has no {{…}}; expected a variable as vars.NAME",
	} {
		_, err := loadText(small+goal(check), fstest.MapFS{"trust.json": {Data: []byte(`{}`)}})
		if mistake == "" && err != nil || mistake != "" && (err == nil || !strings.Contains(err.Error(), mistake)) {
			t.Errorf("%s: %v", check, err)
		}
	}
}
