package api

// StartInstancesInput names stopped instances that are to run again.
type StartInstancesInput struct {
	InstanceIds []string `json:"InstanceIds,omitempty" api:"required,ref=instance" doc:"The instances."`
}

// StartInstancesOutput lists the instances with their states.
type StartInstancesOutput struct {
	StartingInstances []InstanceStateChange `json:"StartingInstances"`
}

// StopInstancesInput names running instances that are to stop.
type StopInstancesInput struct {
	InstanceIds []string `json:"InstanceIds,omitempty" api:"required,ref=instance" doc:"The instances."`
}

// StopInstancesOutput lists the instances with their states.
type StopInstancesOutput struct {
	StoppingInstances []InstanceStateChange `json:"StoppingInstances"`
}

// TerminateInstancesInput names the instances that are to end.
type TerminateInstancesInput struct {
	InstanceIds []string `json:"InstanceIds,omitempty" api:"required,ref=instance" doc:"The instances."`
}

// TerminateInstancesOutput lists the instances with their states.
type TerminateInstancesOutput struct {
	TerminatingInstances []InstanceStateChange `json:"TerminatingInstances"`
}

// InstanceStateChange is an instance's state before and after a call.
type InstanceStateChange struct {
	InstanceId    string        `json:"InstanceId"`
	CurrentState  InstanceState `json:"CurrentState"`
	PreviousState InstanceState `json:"PreviousState"`
}
