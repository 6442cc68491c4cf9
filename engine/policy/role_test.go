package policy

import (
	"strings"
	"testing"
)

const (
	appRole       = "arn:aws:iam::111122223333:role/App"
	executionRole = "arn:aws:iam::111122223333:role/Execution"
	trustsTasks   = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}}`
	// taskExecution has the actions of AmazonECSTaskExecutionRolePolicy.
	taskExecution = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability",
		"ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}`
)

// TestWhatBreaks holds the rows of the table that are about permissions: what is
// missing is refused with AWS's sentence, and granting it repairs it.
func TestWhatBreaks(t *testing.T) { // reference 03 §2.4
	execution := "arn:aws:sts::111122223333:assumed-role/Execution/0123abcd"
	instance := "arn:aws:sts::111122223333:assumed-role/ecsInstanceRole/i-0aaa1111"
	grant := func(actions, resource string) string {
		return `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ` + actions + `, "Resource": "` + resource + `"}}`
	}
	const (
		repository = "arn:aws:ecr:eu-west-1:111122223333:repository/web"
		secret     = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3"
		parameter  = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/db"
		key        = "arn:aws:kms:eu-west-1:111122223333:key/1234"
		stream     = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:web/web/1"
		group      = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web"
		files      = "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1"
	)
	keyPolicy := `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}}`
	for _, c := range []struct {
		row, who, action, resource string
		broken, repaired           string // the policy of the identity
		hangs                      string // the resource's policy
	}{
		{"2", dana, "iam:PassRole", appRole, grant(`"ecs:*"`, "*"), grant(`["ecs:*", "iam:PassRole"]`, appRole), ""},
		{"4", execution, "ecr:GetAuthorizationToken", "*", grant(`"ecr:*"`, repository), taskExecution, ""},
		{"6", execution, "ecr:BatchGetImage", repository, grant(`"ecr:GetAuthorizationToken"`, "*"), taskExecution, ""},
		{"8", execution, "secretsmanager:GetSecretValue", secret, taskExecution, grant(`"secretsmanager:GetSecretValue"`, secret), ""},
		{"9", execution, "ssm:GetParameters", parameter, grant(`"ssm:GetParameter"`, "*"), grant(`"ssm:GetParameters"`, parameter), ""},
		{"10", execution, "kms:Decrypt", key, taskExecution, grant(`"kms:Decrypt"`, key), keyPolicy},
		{"11", execution, "s3:GetObject", "arn:aws:s3:::dock/web.env", grant(`"s3:*"`, "arn:aws:s3:::dock"), grant(`"s3:GetObject"`, "arn:aws:s3:::dock/web.env"), ""},
		{"11, the bucket", execution, "s3:GetBucketLocation", "arn:aws:s3:::dock", grant(`"s3:*"`, "arn:aws:s3:::dock/*"), grant(`"s3:GetBucketLocation"`, "arn:aws:s3:::dock"), ""},
		{"12b", execution, "logs:CreateLogStream", stream, grant(`"ecr:*"`, "*"), taskExecution, ""},
		{"12b, the group", execution, "logs:CreateLogGroup", group, taskExecution, grant(`"logs:CreateLogGroup"`, group), ""},
		{"13", instance, "ecr:GetAuthorizationToken", "*", grant(`"ecs:*"`, "*"), grant(`"ecr:GetAuthorizationToken"`, "*"), ""},
		{"13, the image", instance, "ecr:BatchGetImage", repository, grant(`"ecr:GetAuthorizationToken"`, "*"), grant(`"ecr:*"`, repository), ""},
		{"14", execution, "secretsmanager:GetSecretValue", secret, taskExecution, grant(`"secretsmanager:*"`, secret), ""},
		{"14, the parameter", execution, "ssm:GetParameters", parameter, taskExecution, grant(`"ssm:GetParameters"`, "arn:aws:ssm:*:111122223333:parameter/web/*"), ""},
		{"15", instance, "logs:CreateLogStream", stream, grant(`"ecs:*"`, "*"), grant(`"logs:CreateLogStream"`, group+":*"), ""},
		{"16", session, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:orders", grant(`"sqs:ReceiveMessage"`, "*"), grant(`"sqs:SendMessage"`, "*"), ""},
		{"19", instance, "ecs:RegisterContainerInstance", "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", grant(`"ecs:Submit*"`, "*"), grant(`"ecs:RegisterContainerInstance"`, "*"), ""},
		{"20", "arn:aws:sts::111122223333:assumed-role/ecsInfrastructureRole/ecs", "ec2:CreateVolume", "arn:aws:ec2:eu-west-1:111122223333:volume/*", grant(`"ec2:Describe*"`, "*"), grant(`"ec2:CreateVolume"`, "arn:aws:ec2:*:*:volume/*"), ""},
		{"24", session, "elasticfilesystem:ClientMount", files, grant(`"s3:*"`, "*"), grant(`"elasticfilesystem:ClientMount"`, files), ""},
		{"25", "arn:aws:sts::111122223333:assumed-role/ecsEventsRole/rule", "ecs:RunTask", "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7", grant(`"iam:PassRole"`, "*"), grant(`"ecs:RunTask"`, "*"), ""},
		{"25, the role", "arn:aws:sts::111122223333:assumed-role/ecsEventsRole/rule", "iam:PassRole", appRole, grant(`"ecs:RunTask"`, "*"), grant(`"iam:PassRole"`, "*"), ""},
		{"26", session, "ssmmessages:OpenDataChannel", "*", grant(`"ssm:*"`, "*"), grant(`"ssmmessages:*"`, "*"), ""},
	} {
		t.Run(c.row, func(t *testing.T) {
			r := &Request{Principal: who(t, c.who), Action: c.action, Resource: c.resource}
			p := &Policies{Identity: []*Policy{must(t, "role", c.broken, Inline)}}
			if c.hangs != "" {
				p.Resource = must(t, "hangs", c.hangs, Resource)
			}
			d := Evaluate(r, p, nil)
			want := "User: " + c.who + " is not authorized to perform: " + c.action + " on resource: " + c.resource +
				" because no identity-based policy allows the " + c.action + " action"
			if got := Denied(r, d); d.Effect != ImplicitDeny || got != want {
				t.Errorf("%s\n%s\n%s", d, got, want)
			}
			p.Identity = []*Policy{must(t, "role", c.repaired, Inline)}
			if d := Evaluate(r, p, nil); d.Effect != Allowed {
				_, told := Explain(r, p)
				t.Errorf("repaired\n%s", told)
			}
		})
	}
}

// TestRepositoryThatDenies is the other half of row 6.
func TestRepositoryThatDenies(t *testing.T) { // reference 03 §2.4 row 6
	r := &Request{Principal: who(t, "arn:aws:sts::111122223333:assumed-role/Execution/1"), Action: "ecr:BatchGetImage", Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/web"}
	p := &Policies{Identity: []*Policy{must(t, "execution", taskExecution, Managed)}, Resource: denies(t, Repository, `{"AWS": "`+executionRole+`"}`, "ecr:BatchGetImage")}
	d := Evaluate(r, p, nil)
	if got := d.Reason(r.Action); got != "with an explicit deny in a resource-based policy" {
		t.Errorf("%s: %s", d, got)
	}
}

// TestTrust holds who may assume a role.
func TestTrust(t *testing.T) { // reference 03 §1.6, §2.4 row 1
	for _, c := range []struct {
		name, who, trust string
		want             Effect
	}{
		{"a task", "ecs-tasks.amazonaws.com", trustsTasks, Allowed},
		{"an instance with a role for tasks", "ec2.amazonaws.com", trustsTasks, ImplicitDeny},
		{"the control plane with a role for tasks", "ecs.amazonaws.com", trustsTasks, ImplicitDeny},
		{"a task with a role for instances", "ecs-tasks.amazonaws.com", strings.Replace(trustsTasks, "ecs-tasks", "ec2", 1), ImplicitDeny},
		{"a task whose role trusts several", "ecs-tasks.amazonaws.com", strings.Replace(trustsTasks, `"ecs-tasks.amazonaws.com"`, `["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]`, 1), Allowed},
		{"a task whose role denies it too", "ecs-tasks.amazonaws.com", strings.Replace(trustsTasks, `"Allow"`, `"Deny"`, 1), ExplicitDeny},
	} {
		r := &Request{Principal: who(t, c.who), Action: "sts:AssumeRole", Resource: appRole}
		d := Evaluate(r, &Policies{Resource: must(t, "trust", c.trust, Trust)}, nil)
		if d.Effect != c.want || d.By != ByTrust {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	// No trust policy at all, as of a role that does not exist.
	r := &Request{Principal: who(t, "ecs-tasks.amazonaws.com"), Action: "sts:AssumeRole", Resource: appRole}
	if d := Evaluate(r, &Policies{}, nil); d.Effect != ImplicitDeny || d.By != ByTrust {
		t.Errorf("no trust policy: %s", d)
	}
}

// TestPassRoleAndRegister is the story behind the worked cases: the right to pass
// a role, then the role's trust.
func TestPassRoleAndRegister(t *testing.T) { // reference 03 §1.7, below the table
	user := who(t, dana)
	var context Context
	context.Set("aws:SourceIp", "203.0.113.9")
	r, err := PassRole(user, appRole, "ecs-tasks.amazonaws.com", context)
	if err != nil {
		t.Fatal(err)
	}
	ecsOnly := must(t, "ecs", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}}`, Managed)
	pass := must(t, "pass", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "`+appRole+`", "Condition": {
		"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}`, Managed)
	if d := Evaluate(&r, &Policies{Identity: []*Policy{ecsOnly}}, nil); d.Effect != ImplicitDeny {
		t.Errorf("ecs:* alone: %s", d)
	}
	if d := Evaluate(&r, &Policies{Identity: []*Policy{ecsOnly, pass}}, nil); d.Effect != Allowed || d.Policy != pass {
		t.Errorf("with iam:PassRole: %s", d)
	}
	if at, has := context.find("iam:passedtoservice"); has {
		t.Errorf("the caller's context was changed at %d", at)
	}
	other, err := PassRole(user, appRole, "ec2.amazonaws.com", Context{})
	if err != nil {
		t.Fatal(err)
	}
	if d := Evaluate(&other, &Policies{Identity: []*Policy{ecsOnly, pass}}, nil); d.Effect != ImplicitDeny {
		t.Errorf("to another service: %s", d)
	}
	for role, want := range map[string]string{
		"arn:aws:iam::444455556666:role/App": "another account", dana: "is no role", "App": "is no ARN",
	} {
		if _, err := PassRole(user, role, "ecs-tasks.amazonaws.com", Context{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("passing %s: %v", role, err)
		}
	}
}

func TestRoleSessions(t *testing.T) { // reference 03 §1.2, §1.6
	p, err := RoleSession("arn:aws:iam::111122223333:role/team/App", "task-1")
	if err != nil {
		t.Fatal(err)
	}
	if p.String() != "arn:aws:sts::111122223333:assumed-role/App/task-1" || p.PrincipalARN() != "arn:aws:iam::111122223333:role/team/App" || p.Account() != "111122223333" {
		t.Errorf("%s of %s", p, p.PrincipalARN())
	}
	for _, c := range [][2]string{{"x", "2 to 64"}, {strings.Repeat("x", 65), "2 to 64"}, {"a b", "2 to 64"}} {
		if _, err := RoleSession(appRole, c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("session %q: %v", c[0], err)
		}
	}
	if _, err := RoleSession(dana, "ok"); err == nil {
		t.Error("a user has no sessions")
	}
	linked, err := RoleSession("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", "ecs")
	if err != nil || !linked.ServiceLinked() || p.ServiceLinked() {
		t.Errorf("service-linked: %v %v %v", linked.ServiceLinked(), p.ServiceLinked(), err)
	}
	for _, c := range []struct {
		asked, most int64
		chained     bool
		want        int64 // 0 for a refusal
	}{
		{0, 43200, false, 3600},
		{0, 43200, true, 3600},
		{899, 3600, false, 0},
		{900, 3600, false, 900},
		{3600, 3600, false, 3600},
		{3601, 3600, false, 0},
		{43200, 43200, false, 43200},
		{3600, 43200, true, 3600},
		{3601, 43200, true, 0},
	} {
		if got, err := SessionSeconds(c.asked, c.most, c.chained); got != c.want || (err == nil) != (c.want > 0) {
			t.Errorf("%+v: %d, %v", c, got, err)
		}
	}
}

// TestBind holds that a trust policy means whom it meant when it was saved.
func TestBind(t *testing.T) { // reference 03 §1.2, saved ARNs
	trust := must(t, "trust", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": ["`+dana+`", "`+appRole+`"]}, "Action": "sts:AssumeRole"}}`, Trust)
	ids := map[string]string{dana: "AIDAEXAMPLEEXAMPLE01", appRole: "AROAEXAMPLEEXAMPLE02"}
	saved, unknown := trust.Bind(func(arn string) (string, bool) { id, ok := ids[arn]; return id, ok })
	if len(unknown) > 0 {
		t.Fatalf("unknown: %v", unknown)
	}
	for _, c := range []struct {
		name string
		who  Principal
		p    *Policy
		want Effect
	}{
		{"the user", who(t, dana).WithID("AIDAEXAMPLEEXAMPLE01"), saved, Allowed},
		{"another user of that name", who(t, dana).WithID("AIDAEXAMPLEEXAMPLE09"), saved, ImplicitDeny},
		{"a session of the role", who(t, session).WithID("AROAEXAMPLEEXAMPLE02"), saved, Allowed},
		{"a session of another role of that name", who(t, session).WithID("AROAEXAMPLEEXAMPLE09"), saved, ImplicitDeny},
		{"before it was saved", who(t, dana).WithID("AIDAEXAMPLEEXAMPLE09"), trust, Allowed},
	} {
		r := &Request{Principal: c.who, Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/Deploy"}
		if d := Evaluate(r, &Policies{Resource: c.p}, nil); d.Effect != c.want {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	delete(ids, appRole)
	if _, unknown := trust.Bind(func(arn string) (string, bool) { id, ok := ids[arn]; return id, ok }); len(unknown) != 1 || unknown[0] != appRole {
		t.Errorf("unknown: %v", unknown)
	}
	// A unique id may itself stand in a policy: that of somebody deleted.
	gone := must(t, "trust", `{"Statement": {"Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEEXAMPLE02"}, "Action": "sts:AssumeRole"}}`, Trust)
	r := &Request{Principal: who(t, session).WithID("AROAEXAMPLEEXAMPLE09"), Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/Deploy"}
	if d := Evaluate(r, &Policies{Resource: gone}, nil); d.Effect != ImplicitDeny || !strings.Contains(d.String(), "role trust policy") {
		t.Errorf("a deleted role: %s", d)
	}
	// aws:PrincipalArn asks for the name alone.
	named := must(t, "trust", `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Condition": {"ArnEquals": {"aws:PrincipalArn": "`+appRole+`"}}}}`, Trust)
	if d := Evaluate(r, &Policies{Resource: named}, nil); d.Effect != Allowed {
		t.Errorf("aws:PrincipalArn: %s", d)
	}
}

func TestSizes(t *testing.T) { // reference 03 §1.1
	if n := Size(" { \"a\" :\n\t\"é\" }\r\n"); n != 9 {
		t.Errorf("%d characters, want 9", n)
	}
	p := must(t, "trust", trustsTasks, Trust)
	if p.Name() != "trust" || p.Kind() != Trust || p.Statements() != 1 {
		t.Errorf("%s, %s, %d statements", p.Name(), p.Kind(), p.Statements())
	}
	for _, p := range []*Policy{FullAWSAccess(), RCPFullAWSAccess()} {
		if p == nil || p.Statements() != 1 {
			t.Errorf("the policy of AWS is %v", p)
		}
	}
}
