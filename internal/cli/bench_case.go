package cli

import (
	"fmt"
	"strings"
	"time"

	"drydock/engine"
	"drydock/engine/api"
)

// benchCase is a whole run of the engine whose speed is measured: services whose
// tasks are placed on many instances, and run.
type benchCase struct {
	Name      string `json:"name"`
	About     string `json:"about"`
	Instances int    `json:"instances"`
	Tasks     int    `json:"tasks"` // a multiple of perService, or less than it

	options  string // of each create-service
	instance string // their type
	cpu, mem int    // of a task: CPU units and MiB
	gogc     int    // for the garbage collector, unless the environment sets it
}

// perService is how many tasks a service of a case has at most: the quota of
// ECS.
const perService = 5000

// What the services of cases ask of placement.
const (
	benchSpread = " --placement-strategy type=spread,field=attribute:ecs.availability-zone type=binpack,field=memory"
	benchMember = " --placement-constraints type=memberOf,expression='attribute:stack == prod and attribute:ecs.instance-type =~ m5.*'"
)

// benchCases are the cases that drydock bench knows, in the order in which it
// lists them.
func benchCases() []benchCase {
	out := []benchCase{benchPlacing("small", "the default strategy, on a world that takes no time", 12, 60, "")}
	for _, size := range []struct {
		name             string
		instances, tasks int
	}{{"1k", 1000, 10_000}, {"10k", 10_000, 100_000}} {
		out = append(out,
			benchPlacing("default-"+size.name, "the default strategy of services", size.instances, size.tasks, ""),
			benchPlacing("spread-"+size.name, "spread over three zones, then binpack on memory", size.instances, size.tasks, benchSpread),
			benchPlacing("member-"+size.name, "the default strategy, and memberOf over two attributes", size.instances, size.tasks, benchMember),
		)
	}
	huge := benchPlacing("huge", "the default strategy, two million tasks in one run", 6100, 2_000_000, "")
	huge.instance, huge.cpu, huge.mem, huge.gogc = "m5.4xlarge", 32, 128, 100
	return append(out, huge)
}

// benchPlacing is a case with tasks of which sixteen fill an instance.
func benchPlacing(name, about string, instances, tasks int, options string) benchCase {
	return benchCase{Name: name, About: about, Instances: instances, Tasks: tasks, options: options, instance: "m5.xlarge", cpu: 256, mem: 512, gogc: 400}
}

// services is how many services share the tasks of a case, all alike.
func (b benchCase) services() int { return max(1, b.Tasks/perService) }

// benchWorld is a world in which a case is played.
type benchWorld struct{ *engine.World }

// aws makes a call from a line.
func (w benchWorld) aws(format string, args ...any) (any, error) {
	r, err := api.ParseLine("aws " + fmt.Sprintf(format, args...))
	if err != nil {
		return nil, err
	}
	out, refusal := w.Call(engine.Administrator, r.Op.ID(), r.Input)
	if refusal != nil {
		return nil, refusal
	}
	return out.Out, nil
}

// build makes a cluster with the instances of a case, dealt out to three zones;
// three in four have the attribute stack=prod.
func (b benchCase) build() (benchWorld, error) {
	w := benchWorld{engine.New(engine.Config{Seed: 1, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})}
	if _, refusal := w.Call(engine.Scenario, "drydock:DeclareImage", &api.DeclareImageInput{Uri: "app:1"}); refusal != nil {
		return w, refusal
	}
	made, err := w.aws("ec2 create-vpc --cidr-block 10.0.0.0/16")
	if err != nil {
		return w, err
	}
	var subnets []string
	for i, zone := range "abc" {
		out, err := w.aws("ec2 create-subnet --vpc-id %s --cidr-block 10.0.%d.0/18 --availability-zone eu-west-1%c", made.(*api.CreateVpcOutput).Vpc.VpcId, 64*i, zone)
		if err != nil {
			return w, err
		}
		subnets = append(subnets, out.(*api.CreateSubnetOutput).Subnet.SubnetId)
	}
	if _, err := w.aws("ecs create-cluster --cluster-name prod"); err != nil {
		return w, err
	}
	if _, err := w.aws(`ecs register-task-definition --family app --container-definitions '[{"name":"app","image":"app:1","cpu":%d,"memory":%d}]'`, b.cpu, b.mem); err != nil {
		return w, err
	}
	return w, b.launch(w, subnets)
}

// launch starts the instances of a case and waits for their agents.
func (b benchCase) launch(w benchWorld, subnets []string) error {
	const most = 4 // with one request, so that small cases have all zones and stacks
	for at, n := 0, 0; at < b.Instances; at, n = at+most, n+1 {
		stack := "prod"
		if n%4 == 3 {
			stack = "test"
		}
		_, err := w.aws(`ec2 run-instances --image-id ami-ecs --instance-type %s --count %d --subnet-id %s --iam-instance-profile Name=ecsInstanceRole --user-data 'ECS_CLUSTER=prod ECS_INSTANCE_ATTRIBUTES={"stack":"%s"}'`,
			b.instance, min(most, b.Instances-at), subnets[n%len(subnets)], stack)
		if err != nil {
			return err
		}
	}
	w.Advance(5 * time.Minute)
	return nil
}

// place creates the services of a case and has every task placed.
func (b benchCase) place(w benchWorld) error {
	for i := range b.services() {
		if _, err := w.aws("ecs create-service --cluster prod --service-name app-%d --task-definition app --desired-count %d%s", i, b.Tasks/b.services(), b.options); err != nil {
			return err
		}
	}
	w.Advance(0)
	return nil
}

// run waits for every service to be steady.
func (benchCase) run(w benchWorld) error {
	w.Advance(2 * time.Minute)
	return nil
}

// check finds out whether every task of a case runs.
func (b benchCase) check(w benchWorld) error {
	out, err := w.aws("ecs describe-clusters --clusters prod")
	if err != nil {
		return err
	}
	k := out.(*api.DescribeClustersOutput).Clusters[0]
	if k.RegisteredContainerInstancesCount != int64(b.Instances) || k.RunningTasksCount != int64(b.Tasks) {
		return fmt.Errorf("%s: %d tasks run on %d instances, not %d on %d", b.Name, k.RunningTasksCount, k.RegisteredContainerInstancesCount, b.Tasks, b.Instances)
	}
	for _, e := range w.Events() {
		if strings.Contains(e.Message, "unable to place") {
			return fmt.Errorf("%s: %s", b.Name, e.Message)
		}
	}
	return nil
}
