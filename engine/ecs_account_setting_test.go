package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

const (
	rootARN = "arn:aws:iam::123456789012:root"
	nodeARN = "arn:aws:iam::123456789012:role/ecsInstanceRole"
)

// settings are the settings of an answer, "name=value of root".
func settings(t *testing.T, w *World, line string) string {
	t.Helper()
	out, err := send(w, line)
	if err != nil {
		t.Fatal(line, err)
	}
	var list []api.Setting
	switch out := out.(type) {
	case *api.ListAccountSettingsOutput:
		list = out.Settings
	case *api.PutAccountSettingOutput:
		list = append(list, *out.Setting)
	case *api.PutAccountSettingDefaultOutput:
		list = append(list, *out.Setting)
	case *api.DeleteAccountSettingOutput:
		list = append(list, *out.Setting)
	}
	var words []string
	for _, s := range list {
		of := s.PrincipalArn[strings.LastIndexAny(s.PrincipalArn, ":/")+1:]
		words = append(words, fmt.Sprintf("%s=%s of %s", s.Name, s.Value, of))
		if wanted := map[bool]string{true: "aws_managed", false: "user"}[s.Name == guardDutyActivate]; s.Type != wanted {
			t.Errorf("%s has the type %s", s.Name, s.Type)
		}
	}
	return strings.Join(words, ", ")
}

// TestAccountSettings: API Reference of the four operations.
func TestAccountSettings(t *testing.T) {
	const put, list = "aws ecs put-account-setting --name ", "aws ecs list-account-settings"
	w := prelude(t, 1, false)
	for _, step := range []struct{ line, want string }{
		{list, ""}, // nothing was set
		{list + " --name awsvpcTrunking --effective-settings", "awsvpcTrunking=disabled of root"},
		{put + "awsvpcTrunking --value enabled", "awsvpcTrunking=enabled of administrator"},
		{list, "awsvpcTrunking=enabled of administrator"},
		{list + " --name awsvpcTrunking --effective-settings", "awsvpcTrunking=enabled of administrator"},
		{list + " --name awsvpcTrunking --value disabled --effective-settings", ""},
		{"aws ecs put-account-setting-default --name awsvpcTrunking --value disabled", "awsvpcTrunking=disabled of root"},
		{list, "awsvpcTrunking=enabled of administrator"}, // one's own wins
		{"aws ecs delete-account-setting --name awsvpcTrunking", "awsvpcTrunking=disabled of administrator"},
		{"aws ecs delete-account-setting --name awsvpcTrunking", "awsvpcTrunking=disabled of administrator"},
		{list, ""},
		{"aws ecs put-account-setting-default --name fargateTaskRetirementWaitPeriod --value 14", "fargateTaskRetirementWaitPeriod=14 of root"},
		{list, ""}, // that is of the account
		{list + " --name fargateTaskRetirementWaitPeriod --effective-settings", "fargateTaskRetirementWaitPeriod=14 of root"},
		{put + "serviceLongArnFormat --value enabled --principal-arn arn:aws:iam::123456789012:user/administrator", "serviceLongArnFormat=enabled of administrator"},
		{put + "containerInsights --value enhanced", "containerInsights=enhanced of administrator"},
		{list + " --max-results 1", "serviceLongArnFormat=enabled of administrator"},
	} {
		if got := settings(t, w, step.line); got != step.want {
			t.Errorf("%s\n%s, want %s", step.line, got, step.want)
		}
	}
	unchanged(t, w, "the same again", func() {
		must(t, w, put+"containerInsights --value enhanced", "aws ecs put-account-setting-default --name awsvpcTrunking --value disabled", "aws ecs delete-account-setting --name fargateFIPSMode")
	})
	// The scenario's author may do for a role what the root user may.
	for _, step := range []struct {
		as   Principal
		op   string
		in   any
		want bool
	}{
		{Scenario, "ecs:PutAccountSetting", &api.PutAccountSettingInput{Name: settingTrunking, Value: "enabled", PrincipalArn: nodeARN}, true},
		{Scenario, "ecs:DeleteAccountSetting", &api.DeleteAccountSettingInput{Name: settingTrunking, PrincipalArn: nodeARN}, false},
		{Scenario, "ecs:PutAccountSetting", &api.PutAccountSettingInput{Name: settingTrunking, Value: "enabled", PrincipalArn: rootARN}, true},
	} {
		if _, err := w.Call(step.as, step.op, step.in); err != nil {
			t.Fatal(err)
		}
		if got := w.trunking(nodeARN); got != step.want {
			t.Errorf("%s %+v: trunking %t", step.op, step.in, got)
		}
	}
}

// TestEveryAccountSetting: the settings in force when nobody has set one, in two
// pages of at most ten.
func TestEveryAccountSetting(t *testing.T) {
	w := prelude(t, 1, false)
	want := "serviceLongArnFormat=enabled, taskLongArnFormat=enabled, containerInstanceLongArnFormat=enabled, awsvpcTrunking=disabled, containerInsights=disabled, " +
		"fargateFIPSMode=disabled, tagResourceAuthorization=on, fargateTaskRetirementWaitPeriod=7, guardDutyActivate=off, defaultLogDriverMode=non-blocking, fargateEventWindows=disabled"
	r, err := api.ParseLine("aws ecs list-account-settings --effective-settings")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	whole, refusal := r.AllPages(first(t, w, r), func(next *api.Request) (any, *api.Error) {
		pages++
		out, err := w.Call(Administrator, next.Op.ID(), next.Input)
		if err != nil {
			return nil, err
		}
		return out.Out, nil
	})
	if refusal != nil || pages != 1 {
		t.Fatal(refusal, pages)
	}
	var got []string
	for _, s := range whole.(*api.ListAccountSettingsOutput).Settings {
		got = append(got, s.Name+"="+s.Value)
	}
	if strings.Join(got, ", ") != want {
		t.Errorf("%v\nwant %s", got, want)
	}
	for _, r := range settingRules {
		for _, v := range r.values {
			if err := checkSetting(r.name, v); (err == nil) != (r.name != guardDutyActivate && (r.since == "" || v == r.values[0])) {
				t.Errorf("%s %s: %v", r.name, v, err)
			}
		}
	}
}

func first(t *testing.T, w *World, r *api.Request) any {
	t.Helper()
	out, err := w.Call(Administrator, r.Op.ID(), r.Input)
	if err != nil {
		t.Fatal(err)
	}
	return out.Out
}

// TestTrunkingIsOfTheInstanceRole: who opts in for itself alone changes nothing for
// instances; their role, or the account, has to. "Elastic network interface
// trunking", prerequisites.
func TestTrunkingIsOfTheInstanceRole(t *testing.T) {
	w := prelude(t, 1, false)
	role := w.instanceRole(w.s.Instances.Get(w.idOf("instance", "a")))
	if role != nodeARN {
		t.Fatal(role)
	}
	for _, step := range []struct {
		line       string
		user, role bool
	}{
		{"aws ecs list-clusters", false, false},
		{"aws ecs put-account-setting --name awsvpcTrunking --value enabled", true, false},
		{"aws ecs put-account-setting-default --name awsvpcTrunking --value enabled", true, true},
		{"aws ecs put-account-setting --name awsvpcTrunking --value disabled", false, true},
		{"aws ecs put-account-setting-default --name awsvpcTrunking --value disabled", false, false},
	} {
		must(t, w, step.line)
		if user, byRole := w.trunking(w.arn(Administrator)), w.trunking(role); user != step.user || byRole != step.role {
			t.Errorf("%s: user %t, role %t", step.line, user, byRole)
		}
	}
}

// TestInsightsOfNewClusters: the account setting is the default of new clusters.
func TestInsightsOfNewClusters(t *testing.T) {
	w := prelude(t, 1, false)
	insights := func(name string) string { return w.s.Clusters.Get(name).Insights }
	must(t, w, "aws ecs put-account-setting --name containerInsights --value enhanced", "aws ecs create-cluster --cluster-name mine",
		"aws ecs create-cluster --cluster-name told --settings name=containerInsights,value=disabled",
		"aws ecs put-account-setting-default --name containerInsights --value enabled",
		"c = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole",
		`drydock BootInstance {"InstanceId": "c"}`)
	for name, want := range map[string]string{"prod": "disabled", "mine": "enhanced", "told": "disabled", "default": "enabled"} {
		if got := insights(name); got != want {
			t.Errorf("%s has %s, want %s", name, got, want)
		}
	}
}
