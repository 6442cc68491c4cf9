package api

// ListenerAction says what a listener does with a request.
type ListenerAction struct {
	Type                string               `json:"Type,omitempty" api:"required,enum=forward|authenticate-oidc|authenticate-cognito|redirect|fixed-response|jwt-validation" doc:"What to do; forward, redirect and fixed-response are simulated."`
	TargetGroupArn      string               `json:"TargetGroupArn,omitempty" api:"ref=target-group" doc:"The target group to forward to."`
	Order               *int64               `json:"Order,omitempty" api:"min=1,max=50000" doc:"Place among several actions."`
	RedirectConfig      *RedirectConfig      `json:"RedirectConfig,omitempty" doc:"Where a redirect leads."`
	FixedResponseConfig *FixedResponseConfig `json:"FixedResponseConfig,omitempty" doc:"The answer of a fixed response."`
	ForwardConfig       *ForwardConfig       `json:"ForwardConfig,omitempty" doc:"Several target groups to forward to, with weights."`
}

// RedirectConfig changes parts of the address that was asked for; what is not
// given stays.
type RedirectConfig struct {
	Protocol   string `json:"Protocol,omitempty" doc:"HTTP, HTTPS or #{protocol}."`
	Port       string `json:"Port,omitempty" doc:"A port or #{port}."`
	Host       string `json:"Host,omitempty" api:"min=1,max=128" doc:"A host name; #{host} stands for the one asked for."`
	Path       string `json:"Path,omitempty" api:"min=1,max=128" doc:"A path from the leading / on; #{host}, #{path} and #{port} stand for those asked for."`
	Query      string `json:"Query,omitempty" api:"min=0,max=128" doc:"Query parameters without the leading ?."`
	StatusCode string `json:"StatusCode,omitempty" api:"required,enum=HTTP_301|HTTP_302" doc:"Whether the redirect is permanent or temporary."`
}

// FixedResponseConfig is the answer that a load balancer gives by itself.
type FixedResponseConfig struct {
	MessageBody string `json:"MessageBody,omitempty" api:"min=0,max=1024" doc:"The message."`
	StatusCode  string `json:"StatusCode,omitempty" api:"required" doc:"A status from 200 to 299 or 400 to 599."`
	ContentType string `json:"ContentType,omitempty" api:"min=0,max=32" doc:"text/plain, text/css, text/html, application/javascript or application/json."`
}

// ForwardConfig spreads requests over target groups by weight.
type ForwardConfig struct {
	TargetGroups                []TargetGroupTuple           `json:"TargetGroups,omitempty" doc:"The target groups."`
	TargetGroupStickinessConfig *TargetGroupStickinessConfig `json:"TargetGroupStickinessConfig,omitempty" doc:"Whether a client stays with one of them."`
}

// TargetGroupTuple is a target group with its weight.
type TargetGroupTuple struct {
	TargetGroupArn string `json:"TargetGroupArn,omitempty" api:"ref=target-group" doc:"The target group."`
	Weight         *int64 `json:"Weight,omitempty" doc:"Its share of the requests, from 0 to 999."`
}

// TargetGroupStickinessConfig says whether a client stays with a target group.
type TargetGroupStickinessConfig struct {
	Enabled         *bool  `json:"Enabled,omitempty" doc:"Whether it does; true is not simulated."`
	DurationSeconds *int64 `json:"DurationSeconds,omitempty" doc:"For how long."`
}

// RuleCondition is one condition of a rule.
type RuleCondition struct {
	Field             string           `json:"Field,omitempty" api:"max=64" doc:"path-pattern or host-header; http-header, http-request-method, query-string and source-ip are not simulated."`
	Values            []string         `json:"Values,omitempty" doc:"One pattern with the wildcards * and ?."`
	HostHeaderConfig  *ConditionConfig `json:"HostHeaderConfig,omitempty" doc:"Several host names."`
	PathPatternConfig *ConditionConfig `json:"PathPatternConfig,omitempty" doc:"Several paths."`
}

// ConditionConfig lists patterns of which one must match.
type ConditionConfig struct {
	Values      []string `json:"Values,omitempty" doc:"Patterns with the wildcards * and ?."`
	RegexValues []string `json:"RegexValues,omitempty" doc:"Regular expressions; not simulated."`
}

// CreateRuleInput describes a new rule of a listener.
type CreateRuleInput struct {
	ListenerArn string           `json:"ListenerArn,omitempty" api:"required,ref=listener" doc:"The listener, of an Application Load Balancer."`
	Conditions  []RuleCondition  `json:"Conditions,omitempty" api:"required" doc:"All must hold for a request."`
	Priority    *int64           `json:"Priority,omitempty" api:"required,min=1,max=50000" doc:"Rules are tried from the lowest on."`
	Actions     []ListenerAction `json:"Actions,omitempty" api:"required" doc:"What to do with a request."`
}

// CreateRuleOutput is the new rule.
type CreateRuleOutput struct {
	Rules []Rule `json:"Rules"`
}

// Rule is a rule as it is described.
type Rule struct {
	RuleArn    string           `json:"RuleArn"`
	Priority   string           `json:"Priority"`
	Conditions []RuleCondition  `json:"Conditions"`
	Actions    []ListenerAction `json:"Actions"`
	IsDefault  bool             `json:"IsDefault"`
}

// DescribeRulesInput names a listener or rules.
type DescribeRulesInput struct {
	ListenerArn string   `json:"ListenerArn,omitempty" api:"ref=listener" doc:"The listener whose rules to show."`
	RuleArns    []string `json:"RuleArns,omitempty" api:"ref=listener-rule" doc:"The rules by ARN."`
}

// DescribeRulesOutput lists rules, those of a listener in the order in which they
// are tried.
type DescribeRulesOutput struct {
	Rules []Rule `json:"Rules"`
}

// ModifyRuleInput names a rule and what is to change.
type ModifyRuleInput struct {
	RuleArn    string           `json:"RuleArn,omitempty" api:"required,ref=listener-rule" doc:"The rule."`
	Conditions []RuleCondition  `json:"Conditions,omitempty" doc:"All must hold for a request; they stay when not given."`
	Actions    []ListenerAction `json:"Actions,omitempty" doc:"What to do with a request; they stay when not given."`
}

// ModifyRuleOutput is the changed rule.
type ModifyRuleOutput struct {
	Rules []Rule `json:"Rules"`
}

// DeleteRuleInput names a rule that is to go.
type DeleteRuleInput struct {
	RuleArn string `json:"RuleArn,omitempty" api:"required,ref=listener-rule" doc:"The rule."`
}

// RulePriorityPair is a rule with its new priority.
type RulePriorityPair struct {
	RuleArn  string `json:"RuleArn,omitempty" api:"ref=listener-rule" doc:"The rule."`
	Priority *int64 `json:"Priority,omitempty" api:"min=1,max=50000" doc:"Its priority."`
}

// SetRulePrioritiesInput gives rules other priorities.
type SetRulePrioritiesInput struct {
	RulePriorities []RulePriorityPair `json:"RulePriorities,omitempty" api:"required" doc:"The rules; others keep theirs."`
}

// SetRulePrioritiesOutput lists the rules that were named.
type SetRulePrioritiesOutput struct {
	Rules []Rule `json:"Rules"`
}
