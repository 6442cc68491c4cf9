package api

// Setting is an account setting.
type Setting struct {
	Name         string `json:"name"`
	Value        string `json:"value"`
	PrincipalArn string `json:"principalArn"`
	Type         string `json:"type,omitempty"`
}

// PutAccountSettingInput names a setting and its value for one principal.
type PutAccountSettingInput struct {
	Name         string `json:"name,omitempty" api:"required,enum=serviceLongArnFormat|taskLongArnFormat|containerInstanceLongArnFormat|awsvpcTrunking|containerInsights|fargateFIPSMode|tagResourceAuthorization|fargateTaskRetirementWaitPeriod|guardDutyActivate|defaultLogDriverMode|fargateEventWindows" doc:"The setting."`
	Value        string `json:"value,omitempty" api:"required" doc:"enabled or disabled, and what else the setting takes: enhanced; on, off; 0, 7, 14; blocking, non-blocking."`
	PrincipalArn string `json:"principalArn,omitempty" doc:"The user or role whose setting it is; who calls when not given. Only root may name another."`
}

// PutAccountSettingOutput is the setting.
type PutAccountSettingOutput struct {
	Setting *Setting `json:"setting,omitempty"`
}

// PutAccountSettingDefaultInput names a setting and its value for all principals
// that have none of their own.
type PutAccountSettingDefaultInput struct {
	Name  string `json:"name,omitempty" api:"required,enum=serviceLongArnFormat|taskLongArnFormat|containerInstanceLongArnFormat|awsvpcTrunking|containerInsights|fargateFIPSMode|tagResourceAuthorization|fargateTaskRetirementWaitPeriod|guardDutyActivate|defaultLogDriverMode|fargateEventWindows" doc:"The setting."`
	Value string `json:"value,omitempty" api:"required" doc:"enabled or disabled, and what else the setting takes: enhanced; on, off; 0, 7, 14; blocking, non-blocking."`
}

// PutAccountSettingDefaultOutput is the setting.
type PutAccountSettingDefaultOutput struct {
	Setting *Setting `json:"setting,omitempty"`
}

// ListAccountSettingsInput says which settings to list, and whose.
type ListAccountSettingsInput struct {
	Name              string `json:"name,omitempty" api:"enum=serviceLongArnFormat|taskLongArnFormat|containerInstanceLongArnFormat|awsvpcTrunking|containerInsights|fargateFIPSMode|tagResourceAuthorization|fargateTaskRetirementWaitPeriod|guardDutyActivate|defaultLogDriverMode|fargateEventWindows" doc:"Only this setting."`
	Value             string `json:"value,omitempty" doc:"Only when it has this value; the name has to be given too."`
	PrincipalArn      string `json:"principalArn,omitempty" doc:"The user or role; who calls when not given. Only root may name another."`
	EffectiveSettings *bool  `json:"effectiveSettings,omitempty" doc:"All settings as they act, those of the account and the defaults too; otherwise those alone that were set for the principal."`
	NextToken         string `json:"nextToken,omitempty" doc:"Of the answer before, to go on with the list."`
	MaxResults        *int64 `json:"maxResults,omitempty" doc:"How many of a page, 1 to 10; 10 when not given."`
}

// ListAccountSettingsOutput lists settings.
type ListAccountSettingsOutput struct {
	Settings  []Setting `json:"settings"`
	NextToken string    `json:"nextToken,omitempty"`
}

// DeleteAccountSettingInput names a setting that a principal is to have no more.
type DeleteAccountSettingInput struct {
	Name         string `json:"name,omitempty" api:"required,enum=serviceLongArnFormat|taskLongArnFormat|containerInstanceLongArnFormat|awsvpcTrunking|containerInsights|fargateFIPSMode|tagResourceAuthorization|fargateTaskRetirementWaitPeriod|guardDutyActivate|defaultLogDriverMode|fargateEventWindows" doc:"The setting."`
	PrincipalArn string `json:"principalArn,omitempty" doc:"The user or role; who calls when not given. Only root may name another."`
}

// DeleteAccountSettingOutput is the setting as it acts from now on.
type DeleteAccountSettingOutput struct {
	Setting *Setting `json:"setting,omitempty"`
}
