package api

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Waiter is one of the AWS CLI's wait commands: it makes a call again and again
// until the answer is as wanted.
type Waiter struct {
	Name      string // "ServicesStable"
	Operation string // of the same service
	Delay     time.Duration
	Attempts  int // calls at most
	Acceptors []Acceptor
}

// Acceptor says what an answer means for a waiter.
type Acceptor struct {
	State    string // "success", "failure" or "retry"
	Matcher  string // "path", "pathAll" or "pathAny" of Argument, "error" for a refusal's code, "status" for an accepted call
	Argument string // a JMESPath expression
	Expected any    // string, bool, or int64 for a status
}

// Command is the waiter's name on the aws line: "services-stable".
func (w *Waiter) Command() string { return hyphenated(w.Name) }

// Explanation says, in botocore's words, what the acceptor matched.
func (a Acceptor) Explanation() string {
	expected := PythonText(a.Expected)
	switch a.Matcher {
	case "path":
		return fmt.Sprintf("For expression \"%s\" we matched expected path: \"%s\"", a.Argument, expected)
	case "pathAll":
		return fmt.Sprintf("For expression \"%s\" all members matched expected path: \"%s\"", a.Argument, expected)
	case "pathAny":
		return fmt.Sprintf("For expression \"%s\" we matched expected path: \"%s\" at least once", a.Argument, expected)
	case "status":
		return "Matched expected HTTP status code: " + expected
	}
	return "Matched expected service error code: " + expected
}

// description is what help says of the waiter.
func (w *Waiter) description() string {
	return fmt.Sprintf("Polls with %s every %d seconds until a successful state has been reached, and fails after %d checks. Virtual time passes meanwhile.",
		hyphenated(w.Operation), int(w.Delay/time.Second), w.Attempts)
}

// parseWait finds the waiter that the words after wait name.
func parseWait(service string, args []string) (*Waiter, []string, error) {
	p, err := parseKnown(args, nil, "")
	if err != nil {
		return nil, nil, err
	}
	if !p.has {
		return nil, nil, valuef("usage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments")
	}
	if w, ok := findWaiter(service, p.positional); ok {
		return w, p.rest, nil
	}
	offered := waitersOf(service)
	if slices.Contains(strings.Fields(otherWaiters[service]), p.positional) {
		return nil, nil, &UsageError{Exit: 2, Text: "aws " + service + " wait " + p.positional + " is a real waiter whose call Drydock does not simulate yet.\nSimulated: " + strings.Join(offered, ", ") + "."}
	}
	return nil, nil, usagef("aws: error: argument subcommand: %s", invalidChoice(p.positional, offered, realOnes(p.positional, offered, strings.Fields(otherWaiters[service]))))
}

func findWaiter(service, command string) (*Waiter, bool) {
	for i := range theWaiters[service] {
		if w := &theWaiters[service][i]; w.Command() == command {
			return w, true
		}
	}
	return nil, false
}

// waitersOf are the names of a service's waiters, in order.
func waitersOf(service string) []string {
	out := []string{}
	for i := range theWaiters[service] {
		out = append(out, theWaiters[service][i].Command())
	}
	slices.Sort(out)
	return out
}

// theWaiters are, by service, the waiters of botocore 1.43.11 (waiters-2.json)
// whose operation the table has.
var theWaiters = map[string][]Waiter{
	"ec2": {
		{Name: "InstanceExists", Operation: "DescribeInstances", Delay: 5 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "path", Argument: "length(Reservations[]) > `0`", Expected: true},
			{State: "retry", Matcher: "error", Expected: "InvalidInstanceID.NotFound"},
		}},
		{Name: "InstanceRunning", Operation: "DescribeInstances", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `Reservations[].Instances[].State.Name`, Expected: "running"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "shutting-down"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "terminated"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "stopping"},
			{State: "retry", Matcher: "error", Expected: "InvalidInstanceID.NotFound"},
		}},
		{Name: "InstanceStopped", Operation: "DescribeInstances", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `Reservations[].Instances[].State.Name`, Expected: "stopped"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "pending"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "terminated"},
		}},
		{Name: "InstanceTerminated", Operation: "DescribeInstances", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `Reservations[].Instances[].State.Name`, Expected: "terminated"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "pending"},
			{State: "failure", Matcher: "pathAny", Argument: `Reservations[].Instances[].State.Name`, Expected: "stopping"},
		}},
		{Name: "InternetGatewayExists", Operation: "DescribeInternetGateways", Delay: 5 * time.Second, Attempts: 6, Acceptors: []Acceptor{
			{State: "success", Matcher: "path", Argument: "length(InternetGateways[].InternetGatewayId) > `0`", Expected: true},
			{State: "retry", Matcher: "error", Expected: "InvalidInternetGateway.NotFound"},
		}},
		{Name: "NatGatewayAvailable", Operation: "DescribeNatGateways", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `NatGateways[].State`, Expected: "available"},
			{State: "failure", Matcher: "pathAny", Argument: `NatGateways[].State`, Expected: "failed"},
			{State: "failure", Matcher: "pathAny", Argument: `NatGateways[].State`, Expected: "deleting"},
			{State: "failure", Matcher: "pathAny", Argument: `NatGateways[].State`, Expected: "deleted"},
			{State: "retry", Matcher: "error", Expected: "NatGatewayNotFound"},
		}},
		{Name: "NatGatewayDeleted", Operation: "DescribeNatGateways", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `NatGateways[].State`, Expected: "deleted"},
			{State: "success", Matcher: "error", Expected: "NatGatewayNotFound"},
		}},
		{Name: "NetworkInterfaceAvailable", Operation: "DescribeNetworkInterfaces", Delay: 20 * time.Second, Attempts: 10, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `NetworkInterfaces[].Status`, Expected: "available"},
			{State: "failure", Matcher: "error", Expected: "InvalidNetworkInterfaceID.NotFound"},
		}},
		{Name: "SecurityGroupExists", Operation: "DescribeSecurityGroups", Delay: 5 * time.Second, Attempts: 6, Acceptors: []Acceptor{
			{State: "success", Matcher: "path", Argument: "length(SecurityGroups[].GroupId) > `0`", Expected: true},
			{State: "retry", Matcher: "error", Expected: "InvalidGroup.NotFound"},
		}},
		{Name: "SubnetAvailable", Operation: "DescribeSubnets", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `Subnets[].State`, Expected: "available"},
		}},
		{Name: "VpcAvailable", Operation: "DescribeVpcs", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `Vpcs[].State`, Expected: "available"},
		}},
		{Name: "VpcExists", Operation: "DescribeVpcs", Delay: 1 * time.Second, Attempts: 5, Acceptors: []Acceptor{
			{State: "success", Matcher: "status", Expected: int64(200)},
			{State: "retry", Matcher: "error", Expected: "InvalidVpcID.NotFound"},
		}},
	},
	"ecs": {
		{Name: "ServicesInactive", Operation: "DescribeServices", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "failure", Matcher: "pathAny", Argument: `failures[].reason`, Expected: "MISSING"},
			{State: "success", Matcher: "pathAny", Argument: `services[].status`, Expected: "INACTIVE"},
		}},
		{Name: "ServicesStable", Operation: "DescribeServices", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "failure", Matcher: "pathAny", Argument: `failures[].reason`, Expected: "MISSING"},
			{State: "failure", Matcher: "pathAny", Argument: `services[].status`, Expected: "DRAINING"},
			{State: "failure", Matcher: "pathAny", Argument: `services[].status`, Expected: "INACTIVE"},
			{State: "success", Matcher: "path", Argument: "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`", Expected: true},
		}},
		{Name: "TasksRunning", Operation: "DescribeTasks", Delay: 6 * time.Second, Attempts: 100, Acceptors: []Acceptor{
			{State: "failure", Matcher: "pathAny", Argument: `tasks[].lastStatus`, Expected: "STOPPED"},
			{State: "failure", Matcher: "pathAny", Argument: `failures[].reason`, Expected: "MISSING"},
			{State: "success", Matcher: "pathAll", Argument: `tasks[].lastStatus`, Expected: "RUNNING"},
		}},
		{Name: "TasksStopped", Operation: "DescribeTasks", Delay: 6 * time.Second, Attempts: 100, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `tasks[].lastStatus`, Expected: "STOPPED"},
		}},
	},
	"elb": {
		{Name: "InstanceDeregistered", Operation: "DescribeInstanceHealth", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `InstanceStates[].State`, Expected: "OutOfService"},
			{State: "success", Matcher: "error", Expected: "InvalidInstance"},
		}},
		{Name: "AnyInstanceInService", Operation: "DescribeInstanceHealth", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAny", Argument: `InstanceStates[].State`, Expected: "InService"},
		}},
		{Name: "InstanceInService", Operation: "DescribeInstanceHealth", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `InstanceStates[].State`, Expected: "InService"},
			{State: "retry", Matcher: "error", Expected: "InvalidInstance"},
		}},
	},
	"elbv2": {
		{Name: "LoadBalancerExists", Operation: "DescribeLoadBalancers", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "status", Expected: int64(200)},
			{State: "retry", Matcher: "error", Expected: "LoadBalancerNotFound"},
		}},
		{Name: "LoadBalancerAvailable", Operation: "DescribeLoadBalancers", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `LoadBalancers[].State.Code`, Expected: "active"},
			{State: "retry", Matcher: "pathAny", Argument: `LoadBalancers[].State.Code`, Expected: "provisioning"},
			{State: "retry", Matcher: "error", Expected: "LoadBalancerNotFound"},
		}},
		{Name: "LoadBalancersDeleted", Operation: "DescribeLoadBalancers", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "retry", Matcher: "pathAll", Argument: `LoadBalancers[].State.Code`, Expected: "active"},
			{State: "success", Matcher: "error", Expected: "LoadBalancerNotFound"},
		}},
		{Name: "TargetInService", Operation: "DescribeTargetHealth", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "pathAll", Argument: `TargetHealthDescriptions[].TargetHealth.State`, Expected: "healthy"},
			{State: "retry", Matcher: "error", Expected: "InvalidInstance"},
		}},
		{Name: "TargetDeregistered", Operation: "DescribeTargetHealth", Delay: 15 * time.Second, Attempts: 40, Acceptors: []Acceptor{
			{State: "success", Matcher: "error", Expected: "InvalidTarget"},
			{State: "success", Matcher: "pathAll", Argument: `TargetHealthDescriptions[].TargetHealth.State`, Expected: "unused"},
		}},
	},
}

// otherWaiters are, by service, the names of the other waiters.
var otherWaiters = map[string]string{
	"ec2": "bundle-task-complete conversion-task-cancelled conversion-task-completed conversion-task-deleted customer-gateway-available export-task-cancelled export-task-completed image-available image-exists image-usage-report-available instance-status-ok key-pair-exists password-data-available secondary-network-create-complete secondary-network-delete-complete secondary-subnet-create-complete secondary-subnet-delete-complete security-group-vpc-association-associated security-group-vpc-association-disassociated snapshot-completed snapshot-imported spot-instance-request-fulfilled store-image-task-complete system-status-ok volume-available volume-deleted volume-in-use vpc-peering-connection-deleted vpc-peering-connection-exists vpn-connection-available vpn-connection-deleted",
	"ecs": "daemon-active daemon-deployment-stopped daemon-deployment-successful daemon-task-definition-active daemon-task-definition-deleted",
}
