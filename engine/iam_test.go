package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// sendAs makes a call from "aws …" as somebody.
func sendAs(w *World, as Principal, line string) (any, error) {
	op, in, _, err := read(line)
	if err != nil {
		return nil, err
	}
	r, refusal := w.Call(as, op.ID(), in)
	if refusal != nil {
		return nil, refusal
	}
	return r.Out, nil
}

// refusedWith fails the test unless a call is refused with a code and words.
func refusedWith(t *testing.T, err error, code, words string) {
	t.Helper()
	if e, ok := err.(*api.Error); !ok || e.Code != code || !strings.Contains(e.Message, words) {
		t.Errorf("want %s … %s, got %v", code, words, err)
	}
}

// trusting is a trust policy that names a principal, as a word of a line.
func trusting(arn, more string) string {
	return `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + arn + `"},"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]` + more + `}]}'`
}

// A user that is deleted and made again is somebody else to a trust policy, until
// it is saved again; and so is a role.
func TestTrustIsBoundToUniqueIDs(t *testing.T) {
	w := New(Config{Seed: 1})
	must(t, w, "aws iam create-user --user-name ann", newRole+"r --assume-role-policy-document "+trusting(iamHere+"user/ann", ""))
	assumes := func(want bool) {
		t.Helper()
		if _, err := sendAs(w, "ann", assume+iamHere+"role/r"); (err == nil) != want {
			t.Errorf("allowed %t: %v", !want, err)
		}
	}
	shown := func() string {
		out, err := send(w, "aws iam get-role --role-name r")
		if err != nil {
			t.Fatal(err)
		}
		return string(out.(*api.GetRoleOutput).Role.AssumeRolePolicyDocument)
	}
	assumes(true)
	old := w.s.Users.Get("ann").ID
	must(t, w, "aws iam delete-user --user-name ann")
	if strings.Contains(shown(), "user/ann") || !strings.Contains(shown(), old) {
		t.Errorf("a deleted principal is shown as %s", shown())
	}
	_, err := send(w, "aws iam update-assume-role-policy --role-name r --policy-document "+trusting(iamHere+"user/ann", ""))
	refusedWith(t, err, "MalformedPolicyDocument", `Invalid principal in policy: "AWS":"`+iamHere+`user/ann"`)
	must(t, w, "aws iam create-user --user-name ann")
	assumes(false)
	must(t, w, "aws iam update-assume-role-policy --role-name r --policy-document "+trusting(iamHere+"user/ann", ""))
	assumes(true)
	if !strings.Contains(shown(), "user/ann") {
		t.Errorf("shown as %s", shown())
	}

	must(t, w,
		newRole+"from --assume-role-policy-document "+tasksTrust,
		"aws iam update-assume-role-policy --role-name r --policy-document "+trusting(iamHere+"role/from", ""))
	if _, err := sendAs(w, "role/from", assume+iamHere+"role/r"); err != nil {
		t.Error(err)
	}
	must(t, w, "aws iam delete-role --role-name from", newRole+"from --assume-role-policy-document "+tasksTrust)
	_, err = sendAs(w, "role/from", assume+iamHere+"role/r")
	refusedWith(t, err, "AccessDenied", "User: arn:aws:sts::123456789012:assumed-role/from/learner is not authorized to perform: sts:AssumeRole on resource: "+iamHere+"role/r")
}

func TestAssumeRole(t *testing.T) {
	w := New(Config{Seed: 1})
	must(t, w,
		newUser+"ann",
		newRole+"third --max-session-duration 7200 --assume-role-policy-document "+trusting(iamHere+"user/ann", `,"Condition":{"StringEquals":{"sts:ExternalId":"secret","sts:RoleSessionName":"learn"}}`),
		newRole+"open --path /deep/ --max-session-duration 7200 --assume-role-policy-document "+trusting(iamHere+"root", ""),
		newRole+"mate --assume-role-policy-document "+tasksTrust,
		"aws iam attach-user-policy --user-name ann --policy-arn "+admins,
		"aws iam attach-role-policy --role-name mate --policy-arn "+admins,
	)
	tests := []struct {
		as          Principal
		line        string
		code, words string
	}{
		{"ann", assume + iamHere + "role/third", "AccessDenied", "because no role trust policy allows the sts:AssumeRole action"},
		{"ann", assume + iamHere + "role/third --external-id secret", "", ""},
		{"ann", strings.Replace(assume, "learn", "other", 1) + iamHere + "role/third --external-id secret", "AccessDenied", "role trust policy"},
		{Administrator, assume + iamHere + "role/third --external-id secret", "AccessDenied", "User: " + iamHere + "user/administrator is not authorized to perform: sts:AssumeRole on resource: " + iamHere + "role/third"},
		{"ann", assume + iamHere + "role/none", "AccessDenied", "role/none"},
		{"ann", assume + iamHere + "role/deep/open --duration-seconds 7200", "", ""},
		{"ann", assume + iamHere + "role/deep/open --duration-seconds 7201", "ValidationError", "exceeds the MaxSessionDuration set for this role"},
		{"role/mate", assume + iamHere + "role/deep/open --duration-seconds 3600", "", ""},
		{"role/mate", assume + iamHere + "role/deep/open --duration-seconds 3601", "ValidationError", "1 hour session limit for roles assumed by role chaining"},
		{"ann", assume + iamHere + "role/deep/open --duration-seconds 43201", "ValidationError", "durationSeconds"},
		{"ann", strings.Replace(assume, "learn", "'a b'", 1) + iamHere + "role/deep/open", "ValidationError", "roleSessionName"},
		{"ann", assume + iamHere + "role/deep/open --policy " + maySee, "", ""},
		{"ann", assume + iamHere + "role/deep/open --policy " + noEffect, "MalformedPolicyDocument", "Effect"},
		{"ann", assume + iamHere + "role/deep/open --policy-arns arn=" + admins, "", ""},
		{"ann", assume + iamHere + "role/deep/open --policy-arns arn=" + iamHere + "policy/none", "ValidationError", "policy/none"},
		{"ann", assume + iamHere + "role/deep/open --policy-arns" + strings.Repeat(" arn="+admins, 11), "ValidationError", "policyArns"},
		{"ann", assume + iamHere + "role/deep/open --tags Key=a,Value=b --source-identity ann", "", ""},
		{"ann", assume + iamHere + "role/deep/open --tags Key=a,Value=b Key=A,Value=b", "InvalidParameterValue", "Duplicate"},
	}
	for _, tt := range tests {
		out, err := sendAs(w, tt.as, tt.line)
		if tt.code != "" {
			refusedWith(t, err, tt.code, tt.words)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		o := out.(*api.AssumeRoleOutput)
		if !strings.HasPrefix(o.Credentials.AccessKeyId, "ASIA") || len(o.Credentials.AccessKeyId) != 20 || o.Credentials.Expiration == 0 ||
			!strings.HasPrefix(o.AssumedRoleUser.AssumedRoleId, "AROA") || !strings.Contains(o.AssumedRoleUser.Arn, ":assumed-role/") || strings.Contains(o.AssumedRoleUser.Arn, "deep") {
			t.Errorf("%s: %+v %+v", tt.line, o.Credentials, o.AssumedRoleUser)
		}
	}
	// To tag a session is a permission of its own, on both sides.
	must(t, w, "aws iam update-assume-role-policy --role-name open --policy-document "+strings.Replace(trusting(iamHere+"root", ""), `"sts:TagSession",`, "", 1))
	_, err := sendAs(w, "ann", assume+iamHere+"role/deep/open --tags Key=a,Value=b")
	refusedWith(t, err, "AccessDenied", "sts:TagSession")
}

func TestGetCallerIdentity(t *testing.T) {
	w := New(Config{Seed: 1})
	for _, tt := range []struct {
		as      Principal
		id, arn string
	}{
		{Administrator, w.s.Users.Get("administrator").ID, iamHere + "user/administrator"},
		{"role/ecsInstanceRole", w.s.Roles.Get("ecsinstancerole").ID + ":learner", "arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/learner"},
	} {
		out, err := sendAs(w, tt.as, "aws sts get-caller-identity")
		if err != nil {
			t.Fatal(err)
		}
		if o := out.(*api.GetCallerIdentityOutput); o.UserId != tt.id || o.Arn != tt.arn {
			t.Errorf("%s: %+v", tt.as, o)
		}
	}
}

// What is in force is the default version of a managed policy, and what is
// attached at the moment of the call.
func TestPoliciesTakeEffectAtOnce(t *testing.T) {
	w := New(Config{Seed: 1})
	must(t, w, newUser+"ann", newPolicy+"p --policy-document "+maySee)
	p := " --policy-arn " + iamHere + "policy/p"
	may := func(want bool) {
		t.Helper()
		if _, err := sendAs(w, "ann", "aws ecs create-cluster --cluster-name c"); (err == nil) != want {
			t.Errorf("want %t: %v", want, err)
		}
	}
	for _, step := range []struct {
		line string
		may  bool
	}{
		{"aws iam attach-user-policy --user-name ANN" + p, false},
		{"aws iam create-policy-version --policy-document " + mayAll + p, false},
		{"aws iam set-default-policy-version --version-id v2" + p, true},
		{"aws iam put-user-permissions-boundary --user-name ann --permissions-boundary arn:aws:iam::aws:policy/AmazonS3FullAccess", false},
		{"aws iam delete-user-permissions-boundary --user-name ann", true},
		{"aws iam delete-policy-version --version-id v1" + p, true},
		{"aws iam create-policy-version --set-as-default --policy-document " + maySee + p, false},
		{"aws iam create-group --group-name g", false},
		{"aws iam put-group-policy --group-name g --policy-name all --policy-document " + mayAll, false},
		{"aws iam add-user-to-group --group-name g --user-name ann", true},
		{"aws iam update-group --group-name g --new-group-name h", true},
		{"aws iam put-user-policy --user-name ann --policy-name no --policy-document " + strings.Replace(mayAll, "Allow", "Deny", 1), false},
		{"aws iam delete-user-policy --user-name ann --policy-name NO", true},
		{"aws iam remove-user-from-group --group-name h --user-name ann", false},
		{"aws iam put-user-policy --user-name ann --policy-name all --policy-document " + mayAll, true},
		{"aws iam put-user-policy --user-name ann --policy-name ALL --policy-document " + maySee, false}, // replaces
	} {
		must(t, w, step.line)
		may(step.may)
	}
	out, err := send(w, "aws iam list-policy-versions"+p)
	if err != nil {
		t.Fatal(err)
	}
	if got := api.Marshal(out); strings.Contains(got, "Document") || strings.Index(got, `"v3"`) > strings.Index(got, `"v2"`) {
		t.Error(got)
	}
	must(t, w, "aws iam detach-user-policy --user-name ann"+p, "aws iam delete-policy-version --version-id v2"+p, "aws iam delete-policy"+p)
}

func TestLifeOfARole(t *testing.T) {
	w := New(Config{Seed: 1})
	must(t, w,
		newRole+"app --path /team/ --description first --assume-role-policy-document "+tasksTrust,
		"aws iam put-role-policy --role-name app --policy-name p --policy-document "+maySee,
		"aws iam attach-role-policy --role-name app --policy-arn "+admins,
		"aws iam attach-role-policy --role-name app --policy-arn "+admins, // changes nothing
		"aws iam put-role-permissions-boundary --role-name app --permissions-boundary "+admins,
		"aws iam tag-role --role-name app --tags Key=team,Value=red",
		"aws iam tag-role --role-name app --tags Key=TEAM,Value=blue", // replaces
		"aws iam update-role --role-name app --description second --max-session-duration 7200",
		"aws iam create-instance-profile --instance-profile-name app",
		"aws iam add-role-to-instance-profile --instance-profile-name app --role-name app",
	)
	out, err := send(w, "aws iam get-role --role-name app")
	if err != nil {
		t.Fatal(err)
	}
	r := out.(*api.GetRoleOutput).Role
	if r.Arn != iamHere+"role/team/app" || r.MaxSessionDuration != 7200 || r.Description != "second" || len(r.Tags) != 1 || r.Tags[0].Value != "blue" || r.PermissionsBoundary.PermissionsBoundaryArn != admins {
		t.Errorf("%+v", r)
	}
	if text := api.Marshal(out); !strings.Contains(text, "\"AssumeRolePolicyDocument\": {\n            \"Version\": \"2012-10-17\",\n            \"Statement\": [") {
		t.Errorf("the document is no object: %s", text)
	}
	for _, step := range []struct{ words, line string }{
		{"must remove roles from instance profile first", "aws iam remove-role-from-instance-profile --instance-profile-name app --role-name app"},
		{"must detach all policies first", "aws iam detach-role-policy --role-name app --policy-arn " + admins},
		{"must delete policies first", "aws iam delete-role-policy --role-name app --policy-name P"},
	} {
		_, err := send(w, "aws iam delete-role --role-name app")
		refusedWith(t, err, "DeleteConflict", step.words)
		must(t, w, step.line)
	}
	must(t, w, "aws iam untag-role --role-name app --tag-keys team", "aws iam delete-role --role-name APP", "aws iam delete-instance-profile --instance-profile-name app")
	calls := 0
	for _, e := range w.Events() {
		if e.Source == sourceIAM && e.DetailType == apiCall {
			calls++
		}
	}
	if calls != 15 {
		t.Errorf("%d calls that changed something", calls)
	}
}

func TestServiceLinkedRoles(t *testing.T) {
	w := New(Config{Seed: 1})
	must(t, w, "aws ecs create-cluster --cluster-name c", "aws iam create-service-linked-role --aws-service-name ecs-compute.amazonaws.com")
	r := w.linkRole(ecsService)
	if r.ARN != iamHere+"role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" || !slices.Equal(r.Rights.Attached, []string{forService}) || w.linkRole(ecsService) != r || w.linkRole("moon.amazonaws.com") != nil {
		t.Errorf("%+v", r)
	}
	deletion := func() *api.GetServiceLinkedRoleDeletionStatusOutput {
		t.Helper()
		out, err := send(w, "aws iam delete-service-linked-role"+linkedECS)
		if err != nil {
			t.Fatal(err)
		}
		status, err := send(w, "aws iam get-service-linked-role-deletion-status --deletion-task-id "+out.(*api.DeleteServiceLinkedRoleOutput).DeletionTaskId)
		if err != nil {
			t.Fatal(err)
		}
		return status.(*api.GetServiceLinkedRoleDeletionStatusOutput)
	}
	if d := deletion(); d.Status != "FAILED" || len(d.Reason.RoleUsageList[0].Resources) != 1 || w.role("AWSServiceRoleForECS") == nil {
		t.Errorf("%+v", d)
	}
	must(t, w, "aws iam update-role-description --description mine"+linkedECS, "aws iam update-role --description ours"+linkedECS) // may be changed
	must(t, w, "aws ecs delete-cluster --cluster c")
	if d := deletion(); d.Status != "SUCCEEDED" || d.Reason != nil || w.role("AWSServiceRoleForECS") != nil {
		t.Errorf("%+v", d)
	}
	for _, l := range linkedRoles {
		if r := w.linkRole(l.service); policyOf(w, r) == nil {
			t.Errorf("the trust policy of %s does not parse", l.name)
		}
	}
}

func policyOf(w *World, r *iamRole) *policy.Policy { return w.trust(r) }

func TestInstanceProfilesOfInstances(t *testing.T) {
	w := busy(t, false)
	must(t, w, "aws iam create-instance-profile --instance-profile-name other --path /x/", "bare = "+launchOne+"--subnet-id subnet-a", "advance 2m")
	show := func() string {
		out, err := send(w, "aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values=a,bare")
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, a := range out.(*api.DescribeIamInstanceProfileAssociationsOutput).IamInstanceProfileAssociations {
			text += w.shown(a.InstanceId) + " " + lastOf(a.IamInstanceProfile.Arn) + " " + a.State + "; "
		}
		return text
	}
	id := func(name string) string { return w.association(w.s.Instances.Get(w.idOf("instance", name))).ID }
	for _, step := range []struct{ line, want string }{
		{"", "a ecsInstanceRole associated; "},
		{"aws ec2 associate-iam-instance-profile --instance-id bare --iam-instance-profile Arn=" + iamHere + "instance-profile/x/other", "a ecsInstanceRole associated; bare other associated; "},
		{"aws ec2 replace-iam-instance-profile-association --association-id {bare} --iam-instance-profile Name=ecsInstanceRole", "a ecsInstanceRole associated; bare ecsInstanceRole associated; "},
		{"aws ec2 disassociate-iam-instance-profile --association-id {a}", "bare ecsInstanceRole associated; "},
		{"aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Name=OTHER", "a other associated; bare ecsInstanceRole associated; "},
		{"aws ec2 terminate-instances --instance-ids bare", "a other associated; bare ecsInstanceRole associated; "},
		{"advance 5m", "a other associated; "},
	} {
		for _, name := range []string{"a", "bare"} {
			if strings.Contains(step.line, "{"+name+"}") {
				step.line = strings.ReplaceAll(step.line, "{"+name+"}", id(name))
			}
		}
		if step.line != "" {
			must(t, w, step.line)
		}
		if got := show(); got != step.want {
			t.Errorf("%s\n%s, want %s", step.line, got, step.want)
		}
	}
}

// What requests of IAM need: the action where it is not the operation's own, the
// resource, and keys.
func TestNeedsOfIAM(t *testing.T) {
	w := New(Config{Seed: 1})
	withIAM(t, w)
	w.linkRole(ecsService)
	const set = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"%s","Condition":{%s}}]}`
	tests := []struct{ line, resource, condition string }{
		{"aws iam attach-role-policy --role-name app" + ownPolicy, iamHere + "role/team/app", `"ArnEquals":{"iam:PolicyARN":"` + iamHere + `policy/own"}`},
		{"aws iam detach-group-policy --group-name devs" + awsPolicy, iamHere + "group/devs", `"ArnEquals":{"iam:PolicyARN":"` + admins + `"}`},
		{newRole + "new --path /team/ --permissions-boundary " + admins + " --assume-role-policy-document " + tasksTrust, iamHere + "role/team/new", `"StringEquals":{"iam:PermissionsBoundary":"` + admins + `"}`},
		{newUser + "new --tags Key=team,Value=red", iamHere + "user/new", `"StringEquals":{"aws:RequestTag/team":"red"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}`},
		{"aws iam put-user-policy --user-name ann --policy-name p --policy-document " + maySee, iamHere + "user/ann", `"StringEquals":{"iam:PermissionsBoundary":"` + iamHere + `policy/limit"}`},
		{"aws iam create-service-linked-role --aws-service-name eks.amazonaws.com", iamHere + "role/aws-service-role/eks.amazonaws.com/*", `"StringEquals":{"iam:AWSServiceName":"eks.amazonaws.com"}`},
		{"aws iam delete-service-linked-role" + linkedECS, iamHere + "role/aws-service-role/*", `"StringEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}`},
		{"aws iam get-role --role-name app", iamHere + "role/team/*", `"StringEquals":{"aws:ResourceTag/team":"red"}`},
		{"aws iam untag-role --role-name app --tag-keys team", iamHere + "role/team/*", `"ForAnyValue:StringEquals":{"aws:TagKeys":"team"}`},
		{"aws iam get-user", iamHere + "user/other", `"Bool":{"aws:SecureTransport":"true"}`},
		{"aws iam list-roles", "*", `"StringEquals":{"aws:RequestedRegion":"us-east-1"}`},
	}
	for _, tt := range tests {
		document := fmt.Sprintf(set, tt.resource, tt.condition)
		f := w.Fork()
		must(t, f, newUser+"other")
		if _, err := send(f, "aws iam put-user-policy --user-name other --policy-name p --policy-document '"+document+"'"); err != nil {
			t.Fatal(document, err)
		}
		if _, refusal := sendAs(f, "other", tt.line); refusal != nil && strings.Contains(refusal.Error(), "AccessDenied") {
			t.Errorf("%s\n%v", tt.line, refusal)
		}
		// With another resource, or without what the condition wants, it is refused.
		must(t, f, "aws iam put-user-policy --user-name other --policy-name p --policy-document '"+fmt.Sprintf(set, tt.resource, `"Null":{"aws:SourceIp":"true"}`)+"'")
		_, refusal := sendAs(f, "other", tt.line)
		refusedWith(t, refusal, "AccessDenied", "is not authorized to perform: iam:")
	}
	must(t, w, newUser+"other", "aws iam put-user-policy --user-name other --policy-name p --policy-document "+strings.Replace(mayAll, `"*"`, `"iam:AddRoleToInstanceProfile"`, 1))
	_, err := sendAs(w, "other", "aws iam add-role-to-instance-profile --instance-profile-name spare --role-name app")
	refusedWith(t, err, "AccessDenied", "iam:PassRole on resource: "+iamHere+"role/team/app")
}

func TestSimulation(t *testing.T) {
	w := New(Config{Seed: 1})
	withIAM(t, w)
	deny := strings.Replace(mayAll, "Allow", "Deny", 1)
	conditional := strings.Replace(maySee, `"Resource":"*"`, `"Resource":"*","Condition":{"StringEquals":{"ecs:cluster":"x"}}`, 1)
	tests := []struct{ line, want string }{
		{"aws iam simulate-custom-policy --action-names ecs:DescribeTasks ecs:RunTask --policy-input-list " + maySee, "ecs:DescribeTasks * allowed [PolicyInputList.1 1:38-1:96] []; ecs:RunTask * implicitDeny [] []; "},
		{"aws iam simulate-custom-policy --action-names ecs:DescribeTasks --policy-input-list " + maySee + " " + deny, "ecs:DescribeTasks * explicitDeny [PolicyInputList.2 1:38-1:83] []; "}, // the deny alone
		{"aws iam simulate-custom-policy --action-names ecs:DescribeTasks --policy-input-list " + conditional, "ecs:DescribeTasks * implicitDeny [] [ecs:cluster]; "},
		{"aws iam simulate-custom-policy --action-names ecs:DescribeTasks --context-entries ContextKeyName=ecs:cluster,ContextKeyValues=x,ContextKeyType=string --policy-input-list " + conditional, "ecs:DescribeTasks * allowed [PolicyInputList.1 1:38-1:145] []; "},
		{"aws iam simulate-custom-policy --action-names ecs:DescribeTasks --policy-input-list " + mayAll + " --permissions-boundary-policy-input-list " + strings.Replace(maySee, "ecs:Describe*", "s3:*", 1), "ecs:DescribeTasks * implicitDeny [PolicyInputList.1 1:38-1:84] [] boundary false; "},
		{"aws iam simulate-principal-policy --policy-source-arn " + iamHere + "role/team/app --action-names s3:GetObject --resource-arns arn:aws:s3:::a/b", "s3:GetObject arn:aws:s3:::a/b allowed [AdministratorAccess 4:7-8:8] []; "},
		{"aws iam simulate-principal-policy --policy-source-arn " + iamHere + "role/inline-only --action-names ecs:DescribeTasks", "ecs:DescribeTasks * allowed [role_inline-only_sees 1:38-1:96] []; "},
		{"aws iam simulate-principal-policy --policy-source-arn " + iamHere + "user/ann --action-names s3:GetObject", "s3:GetObject * implicitDeny [AdministratorAccess 4:7-8:8, AdministratorAccess 4:7-8:8] [] boundary false; "},
		{"aws iam simulate-custom-policy --action-names s3:GetObject --resource-arns arn:aws:s3:::a/b --caller-arn " + iamHere + "user/ann --policy-input-list " + maySee + ` --resource-policy '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"` + iamHere + `user/ann"},"Action":"s3:*","Resource":"arn:aws:s3:::a/*"}}'`, "s3:GetObject arn:aws:s3:::a/b allowed [ResourcePolicy 1:37-1:158] []; "},
	}
	for _, tt := range tests {
		out, err := send(w, tt.line)
		if err != nil {
			t.Errorf("%s\n%v", tt.line, err)
			continue
		}
		got := ""
		for _, r := range out.(*api.SimulatePolicyOutput).EvaluationResults {
			var places []string
			for _, m := range r.MatchedStatements {
				places = append(places, fmt.Sprintf("%s %d:%d-%d:%d", m.SourcePolicyId, m.StartPosition.Line, m.StartPosition.Column, m.EndPosition.Line, m.EndPosition.Column))
			}
			got += fmt.Sprintf("%s %s %s [%s] %v", r.EvalActionName, r.EvalResourceName, r.EvalDecision, strings.Join(places, ", "), r.MissingContextValues)
			if b := r.PermissionsBoundaryDecisionDetail; b != nil {
				got += fmt.Sprintf(" boundary %t", b.AllowedByPermissionsBoundary)
			}
			got += "; "
		}
		if got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.line, got, tt.want)
		}
	}
	out, err := send(w, "aws iam get-context-keys-for-custom-policy --policy-input-list "+conditional+" "+maySee)
	if err != nil || fmt.Sprint(out.(*api.GetContextKeysForPolicyOutput).ContextKeyNames) != "[ecs:cluster]" {
		t.Error(out, err)
	}
}

// TestMalformedTellsAll: all mistakes of a document are told with their places.
func TestMalformedTellsAll(t *testing.T) {
	w := New(Config{Seed: 1})
	_, err := send(w, newPolicy+`x --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"ecs","Resource":"*"}]}'`)
	refusedWith(t, err, "MalformedPolicyDocument", "1:")
	if strings.Count(err.Error(), "; 1:") != 1 {
		t.Error(err)
	}
}

// TestIAMHolds makes calls at random and looks after each at what always holds:
// names differ in more than case, what is attached is there, and no quota is
// exceeded.
func TestIAMHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := New(Config{Seed: 1})
		name := rapid.SampledFrom([]string{"a", "A", "b"})
		arn := rapid.Custom(func(t *rapid.T) string { return iamHere + "policy/" + name.Draw(t, "policy") })
		document := rapid.SampledFrom([]string{maySee, mayAll, longDocument(1900)})
		version := rapid.SampledFrom([]string{"v1", "v2", "v3", "v4", "v5", "v6"})
		n := rapid.IntRange(1, 40).Draw(t, "calls")
		for range n {
			lines := []string{
				newUser + name.Draw(t, "user"), "aws iam delete-user --user-name " + name.Draw(t, "user"),
				"aws iam update-user --user-name " + name.Draw(t, "user") + " --new-user-name " + name.Draw(t, "new"),
				newRole + name.Draw(t, "role") + " --assume-role-policy-document " + tasksTrust, "aws iam delete-role --role-name " + name.Draw(t, "role"),
				newPolicy + name.Draw(t, "policy") + " --policy-document " + maySee, "aws iam delete-policy --policy-arn " + arn.Draw(t, "arn"),
				"aws iam attach-user-policy --user-name " + name.Draw(t, "user") + " --policy-arn " + arn.Draw(t, "arn"),
				"aws iam detach-user-policy --user-name " + name.Draw(t, "user") + " --policy-arn " + arn.Draw(t, "arn"),
				"aws iam put-role-permissions-boundary --role-name " + name.Draw(t, "role") + " --permissions-boundary " + arn.Draw(t, "arn"),
				"aws iam put-user-policy --user-name " + name.Draw(t, "user") + " --policy-name " + name.Draw(t, "inline") + " --policy-document " + document.Draw(t, "document"),
				"aws iam create-policy-version --set-as-default --policy-arn " + arn.Draw(t, "arn") + " --policy-document " + maySee,
				"aws iam delete-policy-version --policy-arn " + arn.Draw(t, "arn") + " --version-id " + version.Draw(t, "version"),
				"aws iam set-default-policy-version --policy-arn " + arn.Draw(t, "arn") + " --version-id " + version.Draw(t, "version"),
			}
			line := rapid.SampledFrom(lines).Draw(t, "line")
			hash := w.Hash()
			if _, err := send(w, line); err != nil && w.Hash() != hash {
				t.Fatalf("%s is refused and changes: %v", line, err)
			}
			for _, problem := range amiss(w) {
				t.Fatalf("after %s: %s", line, problem)
			}
		}
	})
}

// amiss is what of IAM does not hold in a world.
func amiss(w *World) []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range w.policyHolders() {
		if key := h.kind + " " + iamKey(h.name); seen[key] {
			out = append(out, "there are two of "+key)
		} else {
			seen[key] = true
		}
		for _, arn := range append(slices.Clone(h.rights.Attached), h.rights.Boundary) {
			if arn != "" && w.managedPolicy(arn) == nil {
				out = append(out, h.name+" has "+arn+", which is gone")
			}
		}
		sum := 0
		for _, p := range h.rights.Inline {
			sum += policy.Size(p.Document)
		}
		if sum > h.inline || len(h.rights.Attached) > maxAttached {
			out = append(out, h.name+" has too many policies")
		}
	}
	for p := range w.s.Policies.All() {
		if p.versionAt(p.Default) < 0 || len(p.Versions) > maxVersions {
			out = append(out, p.Name+" has no default version, or too many")
		}
	}
	return out
}

// TestServicesMakeTheirRoles: with the first cluster, load balancer or service, if the
// caller may have it made. "Using service-linked roles for Amazon ECS".
func TestServicesMakeTheirRoles(t *testing.T) {
	w := New(Config{Seed: 1})
	if w.role("AWSServiceRoleForECS") != nil {
		t.Fatal("it is there before anything")
	}
	must(t, w, "aws iam create-user --user-name dana")
	w.s.Users.Get("dana").Rights.Inline = []inlinePolicy{{"p", allowDoc("*", "ecs:*", "ec2:*", "elasticloadbalancing:*")}}
	create, _ := api.Find("ecs:CreateCluster")
	in := create.NewInput().(*api.CreateClusterInput)
	in.ClusterName = "prod"
	if _, err := w.Call("dana", "ecs:CreateCluster", in); err != nil || w.role("AWSServiceRoleForECS") != nil {
		t.Errorf("who may not have it made gets the cluster without it: %v", err)
	}
	w = prelude(t, 1, false)
	if w.role("AWSServiceRoleForECS") == nil || w.role("AWSServiceRoleForElasticLoadBalancing") == nil {
		t.Error("the cluster and the load balancer have made no roles")
	}
	must(t, w, "aws iam create-user --user-name dana",
		`aws ecs register-task-definition --family own --network-mode awsvpc --requires-compatibilities FARGATE --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1"}]'`)
	w.s.Users.Get("dana").Rights.Inline = []inlinePolicy{{"p", allowDoc("*", "ecs:*")}}
	w.s.Roles.Drop(iamKey("AWSServiceRoleForECS"))
	one := int64(1)
	service := &api.CreateServiceInput{
		Cluster: "prod", ServiceName: "own", TaskDefinition: "own", DesiredCount: &one, LaunchType: "FARGATE",
		NetworkConfiguration: &api.NetworkConfiguration{AwsvpcConfiguration: &api.AwsVpcConfiguration{Subnets: []string{"subnet-a"}}},
	}
	if _, err := w.Call("dana", "ecs:CreateService", service); err == nil || err.Message != "Unable to assume the service linked role. Please verify that the ECS service linked role exists." {
		t.Error(err)
	}
	w.s.Users.Get("dana").Rights.Inline = []inlinePolicy{{"p", allowDoc("*", "ecs:*", "iam:CreateServiceLinkedRole")}}
	if _, err := w.Call("dana", "ecs:CreateService", service); err != nil || w.role("AWSServiceRoleForECS") == nil {
		t.Errorf("who may have it made: %v", err)
	}
}
