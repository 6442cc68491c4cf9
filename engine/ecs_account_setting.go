package engine

import (
	"regexp"
	"slices"

	"drydock/engine/api"
)

// Account settings. "Access Amazon ECS features with account settings", Amazon ECS
// Developer Guide, and the API Reference of PutAccountSetting.

// Names of the settings that something here reads.
const (
	settingTrunking = "awsvpcTrunking"
	settingInsights = "containerInsights"
)

// settingRule is what a setting can be.
type settingRule struct {
	name   string
	values []string // the first is what it is when nobody has set it
	since  string   // why no other value can be set than the first; "" where one can
	root   bool     // only the root user may set it for a principal
}

// settingRules has one for each setting, in the order of the API.
var settingRules = []settingRule{
	{name: "serviceLongArnFormat", values: []string{"enabled", "disabled"}, since: longForever},
	{name: "taskLongArnFormat", values: []string{"enabled", "disabled"}, since: longForever},
	{name: "containerInstanceLongArnFormat", values: []string{"enabled", "disabled"}, since: longForever},
	{name: settingTrunking, values: []string{"disabled", "enabled"}},
	{name: settingInsights, values: []string{"disabled", "enabled", "enhanced"}},
	{name: "fargateFIPSMode", values: []string{"disabled", "enabled"}},
	{name: "tagResourceAuthorization", values: []string{"on", "off"}},
	{name: "fargateTaskRetirementWaitPeriod", values: []string{"7", "0", "14"}, root: true},
	{name: guardDutyActivate, values: []string{"off", "on"}},
	{name: "defaultLogDriverMode", values: []string{"non-blocking", "blocking"}},
	{name: "fargateEventWindows", values: []string{"disabled", "enabled"}},
}

// longForever: "you can no longer opt out", "Amazon Resource Names (ARNs) and IDs".
const longForever = "The long format of ARNs and ids cannot be opted out of any more."

// guardDutyActivate is the setting that only AWS changes.
const guardDutyActivate = "guardDutyActivate"

// accountSetting is a setting that was made for a principal; for the root user it
// is the default of the account.
type accountSetting struct{ Principal, Name, Value string }

func settingKey(principal, name string) string { return name + " " + principal }

// root is the ARN of the account's root user.
func (w *World) root() string { return "arn:aws:iam::" + w.cfg.Account + ":root" }

// instanceRole is the ARN of the role of an instance's profile, with which its
// agent registers it; empty without one.
func (w *World) instanceRole(i *instance) string {
	if p := w.profile(i.Profile); p != nil && p.Role != "" {
		return w.roleARN(p.Role)
	}
	return ""
}

// setting is the value of a setting that acts for a principal, and whose it is:
// its own, or the account's, which the root user stands for.
func (w *World) setting(principal, name string) (value, owner string) {
	for _, of := range []string{principal, w.root()} {
		if s := w.s.Settings.Get(settingKey(of, name)); s != nil {
			return s.Value, of
		}
	}
	return ruleOf(name).values[0], w.root()
}

func ruleOf(name string) settingRule {
	return settingRules[slices.IndexFunc(settingRules, func(r settingRule) bool { return r.name == name })]
}

// trunking reports whether a principal has opted in to more network interfaces for
// container instances. It acts for those that are launched after that. What counts
// is the principal that registers an instance, which is the role of the instance
// (instanceRole), not who launches it: "Elastic network interface trunking".
func (w *World) trunking(principal string) bool {
	value, _ := w.setting(principal, settingTrunking)
	return value == "enabled"
}

func (w *World) settingView(name, value, principal string) *api.Setting {
	out := &api.Setting{Name: name, Value: value, PrincipalArn: principal, Type: "user"}
	if name == guardDutyActivate {
		out.Type = "aws_managed"
	}
	return out
}

var principalARN = regexp.MustCompile(`^arn:aws:iam::\d{12}:(root|(user|role)/[\w+=,.@/-]+)$`)

// principalOf is whose setting a request is about. "In order to use this parameter,
// you must be the root user, or the principal"; a scenario's author may do what the
// root user may.
func (w *World) principalOf(c *call, arn string) (string, *api.Error) {
	switch {
	case arn == "":
		return w.arn(c.as), nil
	case !principalARN.MatchString(arn):
		return "", invalid("'%s' is not the ARN of a user, a role or the root user.", arn).Ours()
	case arn != w.arn(c.as) && c.as != Scenario:
		return "", onlyRoot(w.arn(c.as))
	}
	return arn, nil
}

func onlyRoot(who string) *api.Error {
	return api.Refuse("AccessDeniedException", "%s is not the root user, who alone may do this. For the whole account there is PutAccountSettingDefault.", who).Ours()
}

// checkSetting checks the value that a setting is to have.
func checkSetting(name, value string) *api.Error {
	if name == "" {
		return noSettingName()
	}
	switch r := ruleOf(name); {
	case name == guardDutyActivate:
		return invalid("The setting guardDutyActivate is read-only: Amazon GuardDuty controls it.").Ours()
	case !slices.Contains(r.values, value):
		return invalid("Invalid setting 'value'")
	case r.since != "" && value != r.values[0]:
		return invalid("%s", r.since).Ours()
	}
	return nil
}

func noSettingName() *api.Error { return invalid("name cannot be blank.").Ours() }

// put makes a setting for a principal.
func (w *World) put(c *call, principal, name, value string) *api.Setting {
	key := settingKey(principal, name)
	if have := w.s.Settings.Get(key); have == nil || have.Value != value {
		w.s.Settings.Put(key, &accountSetting{principal, name, value})
		w.changed(c, name+" "+value+" for "+principal)
	}
	return w.settingView(name, value, principal)
}

func (w *World) putAccountSetting(c *call, in *api.PutAccountSettingInput) (*api.PutAccountSettingOutput, *api.Error) {
	principal, err := w.principalOf(c, in.PrincipalArn)
	if err != nil {
		return nil, err
	}
	if err := checkSetting(in.Name, in.Value); err != nil {
		return nil, err
	}
	if ruleOf(in.Name).root && c.as != Scenario {
		return nil, onlyRoot(w.arn(c.as))
	}
	return &api.PutAccountSettingOutput{Setting: w.put(c, principal, in.Name, in.Value)}, nil
}

func (w *World) putAccountSettingDefault(c *call, in *api.PutAccountSettingDefaultInput) (*api.PutAccountSettingDefaultOutput, *api.Error) {
	if err := checkSetting(in.Name, in.Value); err != nil {
		return nil, err
	}
	return &api.PutAccountSettingDefaultOutput{Setting: w.put(c, w.root(), in.Name, in.Value)}, nil
}

// maxSettings is how many settings a page of ListAccountSettings holds.
const maxSettings = 10

func (w *World) listAccountSettings(c *call, in *api.ListAccountSettingsInput) (*api.ListAccountSettingsOutput, *api.Error) {
	principal, err := w.principalOf(c, in.PrincipalArn)
	if err != nil {
		return nil, err
	}
	if in.Value != "" && in.Name == "" {
		return nil, invalid("The value of a setting can be given only with its name.").Ours()
	}
	list := []api.Setting{}
	for _, r := range settingRules {
		value, owner := w.setting(principal, r.name)
		own := w.s.Settings.Get(settingKey(principal, r.name)) != nil
		if (own || yes(in.EffectiveSettings)) && (in.Name == "" || in.Name == r.name) && (in.Value == "" || in.Value == value) {
			list = append(list, *w.settingView(r.name, value, owner))
		}
	}
	list, token, err := pageWithin(maxSettings, list, in.NextToken, in.MaxResults)
	if err != nil {
		return nil, err
	}
	return &api.ListAccountSettingsOutput{Settings: list, NextToken: token}, nil
}

// deleteAccountSetting has a principal have no setting of its own. The answer is
// the setting that acts then; one that was never made is deleted all the same.
// Engine's choices.
func (w *World) deleteAccountSetting(c *call, in *api.DeleteAccountSettingInput) (*api.DeleteAccountSettingOutput, *api.Error) {
	principal, err := w.principalOf(c, in.PrincipalArn)
	if err != nil {
		return nil, err
	}
	if in.Name == "" {
		return nil, noSettingName()
	}
	if key := settingKey(principal, in.Name); w.s.Settings.Get(key) != nil {
		w.s.Settings.Drop(key)
		w.changed(c, in.Name+" of "+principal)
	}
	value, _ := w.setting(principal, in.Name)
	return &api.DeleteAccountSettingOutput{Setting: w.settingView(in.Name, value, principal)}, nil
}
