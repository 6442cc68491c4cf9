package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

// Documents as words of a line.
const (
	maySee     = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:Describe*","Resource":"*"}]}'`
	mayAll     = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'`
	tasksTrust = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'`
	noEffect   = `'{"Version":"2012-10-17","Statement":[{"Action":"ecs:*","Resource":"*"}]}'`
	iamHere    = "arn:aws:iam::123456789012:"
	admins     = "arn:aws:iam::aws:policy/AdministratorAccess"
	forService = "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"
)

// withIAM gives a world users, groups, roles and policies for the tables of lines
// below.
func withIAM(t testing.TB, w *World) {
	t.Helper()
	must(t, w,
		"aws iam create-user --user-name ann",
		"aws iam create-user --user-name bare --path /people/",
		"aws iam create-group --group-name devs",
		"aws iam create-group --group-name empty",
		"aws iam add-user-to-group --group-name devs --user-name ann",
		"aws iam put-user-policy --user-name ann --policy-name sees --policy-document "+maySee,
		"aws iam put-group-policy --group-name devs --policy-name sees --policy-document "+maySee,
		"aws iam attach-user-policy --user-name ann --policy-arn "+admins,
		"aws iam attach-group-policy --group-name devs --policy-arn "+admins,
		"aws iam create-access-key --user-name ann", "aws iam create-access-key --user-name ann",
		"aws iam create-role --role-name app --path /team/ --tags Key=team,Value=red --assume-role-policy-document "+tasksTrust,
		"aws iam put-role-policy --role-name app --policy-name sees --policy-document "+maySee,
		"aws iam attach-role-policy --role-name app --policy-arn "+admins,
		"aws iam create-role --role-name inline-only --assume-role-policy-document "+tasksTrust,
		"aws iam put-role-policy --role-name inline-only --policy-name sees --policy-document "+maySee,
		"aws iam create-policy --policy-name own --description x --tags Key=a,Value=b --policy-document "+maySee,
		"aws iam create-policy --policy-name versions --policy-document "+maySee,
		"aws iam create-policy --policy-name held --policy-document "+maySee,
		"aws iam create-policy --policy-name limit --policy-document "+maySee,
		"aws iam attach-group-policy --group-name devs --policy-arn "+iamHere+"policy/held",
		"aws iam put-user-permissions-boundary --user-name ann --permissions-boundary "+iamHere+"policy/limit",
		"aws iam create-instance-profile --instance-profile-name spare",
		"aws ecs create-cluster --cluster-name prod", // it is there, or makes the service-linked role
		"aws iam delete-service-linked-role --role-name AWSServiceRoleForECS",
		"aws iam create-user --user-name bound --tags Key=team,Value=red --permissions-boundary "+iamHere+"policy/limit",
		"aws iam create-role --role-name bound --tags Key=team,Value=red --permissions-boundary "+iamHere+"policy/limit --assume-role-policy-document "+tasksTrust,
		"aws iam create-instance-profile --instance-profile-name bound --tags Key=team,Value=red",
		"aws iam create-user --user-name full", "aws iam create-user --user-name joiner",
	)
	for range 4 {
		must(t, w, "aws iam create-policy-version --policy-arn "+iamHere+"policy/versions --policy-document "+mayAll)
	}
	for n := range maxAttached {
		must(t, w, fmt.Sprintf("aws iam create-policy --policy-name p%d --policy-document %s", n, maySee), fmt.Sprintf("aws iam attach-user-policy --user-name full --policy-arn %spolicy/p%d", iamHere, n))
		must(t, w, fmt.Sprintf("aws iam create-group --group-name g%d", n), fmt.Sprintf("aws iam add-user-to-group --group-name g%d --user-name joiner", n))
	}
}

func init() {
	reads = append(reads, iamReads...)
	declaredOnly = append(declaredOnly, iamDeclared()...)
	refusals = append(refusals, iamRefusals...)
	far := " --path-prefix /" + strings.Repeat("x", 512)
	for _, list := range []string{"roles", "users", "groups", "instance-profiles"} {
		refusals = append(refusals, struct{ code, line string }{"ValidationError", "aws iam list-" + list + far})
	}
}

// iamDeclared are requests for every operation of IAM and STS with all members that
// decide what they need, about things that have tags and permissions boundaries.
func iamDeclared() []string {
	members := map[string]string{
		"RoleName": `"bound"`, "UserName": `"bound"`, "GroupName": `"devs"`, "PolicyArn": `"` + iamHere + `policy/own"`, "InstanceProfileName": `"bound"`,
		"PermissionsBoundary": `"` + admins + `"`, "Tags": `[{"Key":"team","Value":"blue"}]`, "TagKeys": `["team"]`, "AWSServiceName": `"eks.amazonaws.com"`,
		"DeletionTaskId": `"task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/x"`, "PolicyName": `"p"`, "PolicyDocument": `"x"`, "AssumeRolePolicyDocument": `"x"`,
		"AccessKeyId": `"AKIAIOSFODNN7EXAMPLE"`, "Status": `"Active"`, "VersionId": `"v1"`, "PolicySourceArn": `"` + iamHere + `role/bound"`, "ActionNames": `["ecs:RunTask"]`,
		"PolicyInputList": `["x"]`, "Description": `"x"`, "RoleArn": `"` + iamHere + `role/bound"`, "RoleSessionName": `"learn"`, "ExternalId": `"secret"`,
		"SourceIdentity": `"ann"`, "TransitiveTagKeys": `["team"]`,
	}
	lines := []string{
		"aws iam delete-service-linked-role" + linkedECS,
		"aws iam simulate-principal-policy --action-names ecs:RunTask --policy-source-arn " + iamHere + "group/devs",
		"aws iam get-context-keys-for-principal-policy --policy-source-arn " + iamHere + "user/ann",
		"aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Name=ecsInstanceRole",
		"aws ec2 replace-iam-instance-profile-association --association-id {iip} --iam-instance-profile Name=ecsInstanceRole",
		"aws ec2 disassociate-iam-instance-profile --association-id {iip}",
	}
	for _, op := range api.Operations() {
		if op.Service != "iam" && op.ID() != "sts:AssumeRole" {
			continue
		}
		var given []string
		for _, f := range op.Input().Fields {
			if value := members[f.Name]; value != "" {
				given = append(given, `"`+f.Name+`":`+value)
			}
		}
		lines = append(lines, "aws "+op.Service+" "+op.Command()+" --cli-input-json '{"+strings.Join(given, ",")+"}'")
	}
	return lines
}

var iamReads = []string{
	"aws iam get-role --role-name APP",
	"aws iam list-roles --path-prefix /team/",
	"aws iam get-role-policy --role-name app --policy-name sees",
	"aws iam list-role-policies --role-name app",
	"aws iam list-attached-role-policies --role-name app --path-prefix /",
	"aws iam list-role-tags --role-name app",
	"aws iam get-service-linked-role-deletion-status --deletion-task-id {deletion}",
	"aws iam get-user",
	"aws iam get-user --user-name ann",
	"aws iam list-users",
	"aws iam get-user-policy --user-name ann --policy-name SEES",
	"aws iam list-user-policies --user-name ann",
	"aws iam list-attached-user-policies --user-name ann",
	"aws iam list-access-keys",
	"aws iam list-access-keys --user-name ann",
	"aws iam list-user-tags --user-name ann",
	"aws iam list-groups-for-user --user-name ann",
	"aws iam get-group --group-name devs",
	"aws iam list-groups",
	"aws iam get-group-policy --group-name devs --policy-name sees",
	"aws iam list-group-policies --group-name devs",
	"aws iam list-attached-group-policies --group-name devs",
	"aws iam get-policy --policy-arn " + admins,
	"aws iam get-policy --policy-arn " + iamHere + "policy/own",
	"aws iam list-policies --scope AWS --only-attached",
	"aws iam list-policies --scope Local --policy-usage-filter PermissionsBoundary",
	"aws iam get-policy-version --policy-arn " + iamHere + "policy/own --version-id v1",
	"aws iam get-policy-version --policy-arn " + admins + " --version-id v1",
	"aws iam list-policy-versions --policy-arn " + iamHere + "policy/versions",
	"aws iam list-policy-versions --policy-arn " + admins,
	"aws iam list-entities-for-policy --policy-arn " + admins,
	"aws iam list-entities-for-policy --policy-arn " + iamHere + "policy/limit --policy-usage-filter PermissionsBoundary --entity-filter User",
	"aws iam list-policy-tags --policy-arn " + iamHere + "policy/own",
	"aws iam get-instance-profile --instance-profile-name ecsInstanceRole",
	"aws iam list-instance-profiles",
	"aws iam list-instance-profiles-for-role --role-name ecsInstanceRole",
	"aws iam simulate-custom-policy --policy-input-list " + maySee + " --action-names ecs:DescribeTasks ecs:RunTask",
	"aws iam simulate-principal-policy --policy-source-arn " + iamHere + "user/ann --action-names ecs:RunTask --resource-arns '*'",
	"aws iam get-context-keys-for-custom-policy --policy-input-list " + maySee,
	"aws iam get-context-keys-for-principal-policy --policy-source-arn " + iamHere + "group/devs",
	"aws ec2 describe-iam-instance-profile-associations",
	"aws ec2 describe-iam-instance-profile-associations --association-ids {iip} --filters Name=instance-id,Values=a",
}

const (
	newRole   = "aws iam create-role --role-name "
	newUser   = "aws iam create-user --user-name "
	newPolicy = "aws iam create-policy --policy-name "
	simulate  = "aws iam simulate-custom-policy --action-names ecs:RunTask --policy-input-list " + maySee
	ownPolicy = " --policy-arn " + iamHere + "policy/own"
	awsPolicy = " --policy-arn " + admins
	noPolicyX = " --policy-arn " + iamHere + "policy/none"
	linkedECS = " --role-name AWSServiceRoleForECS"
	assume    = "aws sts assume-role --role-session-name learn --role-arn "
)

var iamRefusals = []struct{ code, line string }{
	{"EntityAlreadyExists", newRole + "APP --assume-role-policy-document " + tasksTrust}, // names differ in more than case
	{"ValidationError", newRole + "'a b' --assume-role-policy-document " + tasksTrust},
	{"ValidationError", newRole + strings.Repeat("a", 65) + " --assume-role-policy-document " + tasksTrust},
	{"ValidationError", newRole + "x --path team --assume-role-policy-document " + tasksTrust},
	{"ValidationError", newRole + "x --path /aws-service-role/x/ --assume-role-policy-document " + tasksTrust},
	{"ValidationError", newRole + "x --max-session-duration 43201 --assume-role-policy-document " + tasksTrust},
	{"ValidationError", newRole + "x --assume-role-policy-document " + tasksTrust + " --tags Key=" + strings.Repeat("a", 129) + ",Value=b"},
	{"InvalidInput", newRole + "x --assume-role-policy-document " + tasksTrust + " --tags Key=a,Value=b Key=A,Value=c"},
	{"InvalidInput", newRole + "x --assume-role-policy-document " + tasksTrust + " --tags Key=aws:x,Value=b"},
	{"MalformedPolicyDocument", newRole + "x --assume-role-policy-document " + maySee},
	{"MalformedPolicyDocument", newRole + `x --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + iamHere + `role/none"},"Action":"sts:AssumeRole"}]}'`},
	{"NoSuchEntity", newRole + "x --permissions-boundary " + iamHere + "policy/none --assume-role-policy-document " + tasksTrust},
	{"InvalidInput", newRole + "x --permissions-boundary 'this is no policy at all' --assume-role-policy-document " + tasksTrust},
	{"NoSuchEntity", "aws iam get-role --role-name none"},
	{"NoSuchEntity", "aws iam delete-role --role-name none"},
	{"DeleteConflict", "aws iam delete-role --role-name app"},
	{"DeleteConflict", "aws iam delete-role --role-name inline-only"},
	{"DeleteConflict", "aws iam delete-role --role-name ecsInstanceRole"},
	{"UnmodifiableEntity", "aws iam delete-role" + linkedECS},
	{"NoSuchEntity", "aws iam update-role --role-name none"},
	{"UnmodifiableEntity", "aws iam update-role --max-session-duration 7200" + linkedECS},
	{"NoSuchEntity", "aws iam update-role-description --role-name none --description x"},
	{"NoSuchEntity", "aws iam update-assume-role-policy --role-name none --policy-document " + tasksTrust},
	{"MalformedPolicyDocument", "aws iam update-assume-role-policy --role-name app --policy-document x"},
	{"UnmodifiableEntity", "aws iam update-assume-role-policy --policy-document " + tasksTrust + linkedECS},
	{"MalformedPolicyDocument", "aws iam put-role-policy --role-name app --policy-name x --policy-document " + noEffect},
	{"MalformedPolicyDocument", "aws iam put-role-policy --role-name app --policy-name x --policy-document " + tasksTrust},
	{"NoSuchEntity", "aws iam put-role-policy --role-name none --policy-name x --policy-document " + maySee},
	{"ValidationError", "aws iam put-role-policy --role-name app --policy-name 'x y' --policy-document " + maySee},
	{"LimitExceeded", "aws iam put-role-policy --role-name app --policy-name x --policy-document " + longDocument(10200)},
	{"UnmodifiableEntity", "aws iam put-role-policy --policy-name x --policy-document " + maySee + linkedECS},
	{"NoSuchEntity", "aws iam get-role-policy --role-name app --policy-name none"},
	{"NoSuchEntity", "aws iam get-role-policy --role-name none --policy-name sees"},
	{"NoSuchEntity", "aws iam list-role-policies --role-name none"},
	{"NoSuchEntity", "aws iam delete-role-policy --role-name app --policy-name none"},
	{"UnmodifiableEntity", "aws iam delete-role-policy --policy-name none" + linkedECS},
	{"NoSuchEntity", "aws iam attach-role-policy --role-name app" + noPolicyX},
	{"NoSuchEntity", "aws iam attach-role-policy --role-name none" + ownPolicy},
	{"InvalidInput", "aws iam attach-role-policy --role-name app --policy-arn AdministratorAccess-by-name"},
	{"PolicyNotAttachable", "aws iam attach-role-policy --role-name app --policy-arn " + forService},
	{"UnmodifiableEntity", "aws iam attach-role-policy" + linkedECS + ownPolicy},
	{"NoSuchEntity", "aws iam detach-role-policy --role-name app" + ownPolicy},
	{"UnmodifiableEntity", "aws iam detach-role-policy --policy-arn " + forService + linkedECS},
	{"NoSuchEntity", "aws iam list-attached-role-policies --role-name none"},
	{"NoSuchEntity", "aws iam put-role-permissions-boundary --role-name app --permissions-boundary " + iamHere + "policy/none"},
	{"UnmodifiableEntity", "aws iam put-role-permissions-boundary --permissions-boundary " + admins + linkedECS},
	{"NoSuchEntity", "aws iam delete-role-permissions-boundary --role-name app"},
	{"NoSuchEntity", "aws iam tag-role --role-name none --tags Key=a,Value=b"},
	{"LimitExceeded", "aws iam tag-role --role-name app --tags " + manyTags(50)}, // it has one already
	{"NoSuchEntity", "aws iam untag-role --role-name none --tag-keys a"},
	{"NoSuchEntity", "aws iam list-role-tags --role-name none"},
	{"InvalidInput", "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com"}, // it has one
	{"InvalidInput", "aws iam create-service-linked-role --aws-service-name moon.amazonaws.com"},
	{"InvalidInput", "aws iam create-service-linked-role --aws-service-name eks.amazonaws.com --custom-suffix x"},
	{"NoSuchEntity", "aws iam delete-service-linked-role --role-name none"},
	{"InvalidInput", "aws iam delete-service-linked-role --role-name app"},
	{"NoSuchEntity", "aws iam get-service-linked-role-deletion-status --deletion-task-id x"},

	{"EntityAlreadyExists", newUser + "Ann"},
	{"ValidationError", newUser + "a/b"},
	{"NoSuchEntity", newUser + "x --permissions-boundary " + iamHere + "policy/none"},
	{"NoSuchEntity", "aws iam get-user --user-name none"},
	{"NoSuchEntity", "aws iam delete-user --user-name none"},
	{"DeleteConflict", "aws iam delete-user --user-name ann"},    // it is in a group, and has keys and policies
	{"DeleteConflict", "aws iam delete-user --user-name full"},   // policies alone
	{"DeleteConflict", "aws iam delete-user --user-name joiner"}, // groups alone
	{"DeleteConflict", "aws iam delete-user --user-name administrator"},
	{"NoSuchEntity", "aws iam update-user --user-name none --new-user-name x"},
	{"EntityAlreadyExists", "aws iam update-user --user-name ann --new-user-name FULL"},
	{"EntityTemporarilyUnmodifiable", "aws iam update-user --user-name administrator --new-user-name x"},
	{"ValidationError", "aws iam update-user --user-name ann --new-path x"},
	{"LimitExceeded", "aws iam put-user-policy --user-name ann --policy-name x --policy-document " + longDocument(2000)},
	{"NoSuchEntity", "aws iam get-user-policy --user-name ann --policy-name none"},
	{"NoSuchEntity", "aws iam list-user-policies --user-name none"},
	{"NoSuchEntity", "aws iam delete-user-policy --user-name ann --policy-name none"},
	{"LimitExceeded", "aws iam attach-user-policy --user-name full" + ownPolicy},
	{"PolicyNotAttachable", "aws iam attach-user-policy --user-name ann --policy-arn " + forService},
	{"NoSuchEntity", "aws iam detach-user-policy --user-name ann" + ownPolicy},
	{"NoSuchEntity", "aws iam list-attached-user-policies --user-name none"},
	{"NoSuchEntity", "aws iam put-user-permissions-boundary --user-name none --permissions-boundary " + admins},
	{"NoSuchEntity", "aws iam delete-user-permissions-boundary --user-name bare"},
	{"LimitExceeded", "aws iam create-access-key --user-name ann"},
	{"NoSuchEntity", "aws iam list-access-keys --user-name none"},
	{"NoSuchEntity", "aws iam update-access-key --user-name ann --access-key-id AKIA000000000000 --status Inactive"},
	{"ValidationError", "aws iam update-access-key --user-name ann --access-key-id {key} --status Asleep"},
	{"NoSuchEntity", "aws iam delete-access-key --user-name bare --access-key-id {key}"}, // another's
	{"InvalidInput", "aws iam tag-user --user-name ann --tags Key=a,Value=b Key=a,Value=c"},
	{"NoSuchEntity", "aws iam untag-user --user-name none --tag-keys a"},
	{"NoSuchEntity", "aws iam list-user-tags --user-name none"},
	{"NoSuchEntity", "aws iam list-groups-for-user --user-name none"},

	{"EntityAlreadyExists", "aws iam create-group --group-name DEVS"},
	{"NoSuchEntity", "aws iam get-group --group-name none"},
	{"NoSuchEntity", "aws iam delete-group --group-name none"},
	{"DeleteConflict", "aws iam delete-group --group-name devs"},
	{"EntityAlreadyExists", "aws iam update-group --group-name devs --new-group-name Empty"},
	{"NoSuchEntity", "aws iam update-group --group-name none"},
	{"NoSuchEntity", "aws iam add-user-to-group --group-name none --user-name ann"},
	{"NoSuchEntity", "aws iam add-user-to-group --group-name devs --user-name none"},
	{"LimitExceeded", "aws iam add-user-to-group --group-name devs --user-name joiner"},
	{"NoSuchEntity", "aws iam remove-user-from-group --group-name empty --user-name ann"},
	{"LimitExceeded", "aws iam put-group-policy --group-name devs --policy-name x --policy-document " + longDocument(5100)},
	{"NoSuchEntity", "aws iam get-group-policy --group-name devs --policy-name none"},
	{"NoSuchEntity", "aws iam list-group-policies --group-name none"},
	{"NoSuchEntity", "aws iam delete-group-policy --group-name devs --policy-name none"},
	{"NoSuchEntity", "aws iam attach-group-policy --group-name devs" + noPolicyX},
	{"NoSuchEntity", "aws iam detach-group-policy --group-name empty" + ownPolicy},
	{"NoSuchEntity", "aws iam list-attached-group-policies --group-name none"},

	{"EntityAlreadyExists", newPolicy + "OWN --policy-document " + maySee},
	{"MalformedPolicyDocument", newPolicy + "x --policy-document " + noEffect},
	{"LimitExceeded", newPolicy + "x --policy-document " + longDocument(6200)},
	{"NoSuchEntity", "aws iam get-policy" + noPolicyX},
	{"InvalidInput", "aws iam get-policy --policy-arn " + iamHere + "role/app"},
	{"ValidationError", "aws iam list-policies --scope Mine"},
	{"AccessDenied", "aws iam delete-policy" + awsPolicy},
	{"DeleteConflict", "aws iam delete-policy --policy-arn " + iamHere + "policy/held"},
	{"DeleteConflict", "aws iam delete-policy --policy-arn " + iamHere + "policy/limit"}, // it is a boundary
	{"DeleteConflict", "aws iam delete-policy --policy-arn " + iamHere + "policy/versions"},
	{"AccessDenied", "aws iam create-policy-version --policy-document " + maySee + awsPolicy},
	{"LimitExceeded", "aws iam create-policy-version --policy-arn " + iamHere + "policy/versions --policy-document " + maySee},
	{"MalformedPolicyDocument", "aws iam create-policy-version --policy-document x" + ownPolicy},
	{"NoSuchEntity", "aws iam get-policy-version --version-id v9" + ownPolicy},
	{"ValidationError", "aws iam get-policy-version --version-id 1" + ownPolicy},
	{"NoSuchEntity", "aws iam list-policy-versions" + noPolicyX},
	{"DeleteConflict", "aws iam delete-policy-version --version-id v1" + ownPolicy},
	{"NoSuchEntity", "aws iam delete-policy-version --version-id v2" + ownPolicy},
	{"AccessDenied", "aws iam set-default-policy-version --version-id v1" + awsPolicy},
	{"NoSuchEntity", "aws iam set-default-policy-version --version-id v2" + ownPolicy},
	{"NoSuchEntity", "aws iam list-entities-for-policy" + noPolicyX},
	{"AccessDenied", "aws iam tag-policy --tags Key=a,Value=b" + awsPolicy},
	{"AccessDenied", "aws iam untag-policy --tag-keys a" + awsPolicy},
	{"NoSuchEntity", "aws iam list-policy-tags" + noPolicyX},

	{"EntityAlreadyExists", "aws iam create-instance-profile --instance-profile-name ecsinstancerole"},
	{"NoSuchEntity", "aws iam get-instance-profile --instance-profile-name none"},
	{"NoSuchEntity", "aws iam delete-instance-profile --instance-profile-name none"},
	{"DeleteConflict", "aws iam delete-instance-profile --instance-profile-name ecsInstanceRole"},
	{"LimitExceeded", "aws iam add-role-to-instance-profile --instance-profile-name ecsInstanceRole --role-name app"},
	{"NoSuchEntity", "aws iam add-role-to-instance-profile --instance-profile-name spare --role-name none"},
	{"UnmodifiableEntity", "aws iam add-role-to-instance-profile --instance-profile-name spare" + linkedECS},
	{"NoSuchEntity", "aws iam remove-role-from-instance-profile --instance-profile-name spare --role-name app"},
	{"NoSuchEntity", "aws iam list-instance-profiles-for-role --role-name none"},

	{"InvalidInput", "aws iam simulate-custom-policy --action-names ecs:RunTask --policy-input-list " + noEffect},
	{"InvalidInput", "aws iam simulate-custom-policy --action-names runtask --policy-input-list " + maySee},
	{"InvalidInput", simulate + " --resource-arns cluster/prod"},
	{"InvalidInput", simulate + " --resource-policy " + maySee},
	{"InvalidInput", simulate + " --caller-arn " + iamHere + "role/app"},
	{"InvalidInput", simulate + " --context-entries ContextKeyName=aws:SourceIp,ContextKeyValues=1.2.3.4,5.6.7.8,ContextKeyType=ip"},
	{"InvalidInput", simulate + " --permissions-boundary-policy-input-list " + maySee + " " + maySee},
	{"ValidationError", simulate + " --context-entries ContextKeyName=aws:SourceIp,ContextKeyValues=1.2.3.4,ContextKeyType=colour"},
	{"NoSuchEntity", "aws iam simulate-principal-policy --action-names ecs:RunTask --policy-source-arn " + iamHere + "user/none"},
	{"InvalidInput", "aws iam simulate-principal-policy --action-names ecs:RunTask --policy-source-arn the-user-of-that-name"},
	{"InvalidInput", "aws iam get-context-keys-for-custom-policy --policy-input-list x"},
	{"NoSuchEntity", "aws iam get-context-keys-for-principal-policy --policy-source-arn " + iamHere + "user/none"},

	{"AccessDenied", assume + iamHere + "role/none"},
	{"AccessDenied", assume + iamHere + "role/team/app"}, // it trusts ECS alone

	{"InvalidInstanceID.NotFound", "aws ec2 associate-iam-instance-profile --instance-id i-0 --iam-instance-profile Name=spare"},
	{"IncorrectState", "aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Name=spare"},
	{"InvalidParameterValue", "aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Name=none"},
	{"InvalidParameterValue", "aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Arn=" + iamHere + "instance-profile/none"},
	{"InvalidParameterCombination", "aws ec2 associate-iam-instance-profile --instance-id a --iam-instance-profile Name=spare,Arn=" + iamHere + "instance-profile/spare"},
	{"NoSuchAssociation", "aws ec2 disassociate-iam-instance-profile --association-id iip-assoc-0"},
	{"NoSuchAssociation", "aws ec2 replace-iam-instance-profile-association --association-id iip-assoc-0 --iam-instance-profile Name=spare"},
	{"InvalidParameterValue", "aws ec2 replace-iam-instance-profile-association --association-id {iip} --iam-instance-profile Name=none"},
	{"NoSuchAssociation", "aws ec2 describe-iam-instance-profile-associations --association-ids iip-assoc-0"},
	{"InvalidParameterValue", "aws ec2 describe-iam-instance-profile-associations --filters Name=colour,Values=blue"},
	{"InvalidParameterValue", launchOne + "--subnet-id subnet-a --iam-instance-profile Name=none"},
	{"InvalidParameterValue", launchOne + "--subnet-id subnet-a --iam-instance-profile Arn=" + iamHere + "instance-profile/none"},
}

// longDocument is a policy of some more characters than are said.
func longDocument(n int) string {
	return `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:` + strings.Repeat("A", n) + `"],"Resource":"*"}]}'`
}

// manyTags are tags as words of a line.
func manyTags(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("Key=k%d,Value=v", i)
	}
	return strings.Join(words, " ")
}
