package engine

import (
	"fmt"
	"slices"
	"time"
)

// The functions below answer what goals, hints and question keys ask. They
// return copies; a name that nothing has is an error.

// FindTargetGroup returns the counts of a target group, by name, ARN or alias.
func (w *World) FindTargetGroup(id string) (TargetGroupView, error) {
	g := w.targetGroupNamed(id)
	if g == nil {
		return TargetGroupView{}, fmt.Errorf("there is no target group %q", id)
	}
	return w.targetGroupPicture(g), nil
}

// FindService returns a service that is not INACTIVE, by name, ARN or alias. Of
// services with one name in several clusters it is the one made first.
func (w *World) FindService(id string) (ServiceView, error) {
	s, err := w.serviceNamed(id)
	if err != nil {
		return ServiceView{}, err
	}
	return w.servicePicture(s), nil
}

// serviceNamed finds a service that is not INACTIVE.
func (w *World) serviceNamed(id string) (*service, error) {
	name := w.idOf("service", id)
	for s := range w.s.Services.All() {
		if (s.Name == name || s.ARN == name) && s.Status != "INACTIVE" {
			return s, nil
		}
	}
	return nil, fmt.Errorf("there is no service %q", id)
}

// ClusterOf returns the name of the cluster in which FindService finds a
// service.
func (w *World) ClusterOf(service string) (string, error) {
	s, err := w.serviceNamed(service)
	if err != nil {
		return "", err
	}
	return s.Cluster, nil
}

// ServiceTasks returns the tasks of a service that are not STOPPED, oldest
// first.
func (w *World) ServiceTasks(id string) ([]TaskView, error) {
	s, err := w.serviceNamed(id)
	if err != nil {
		return nil, err
	}
	var out []TaskView
	for _, t := range w.serviceTasks(s) {
		out = append(out, w.taskPicture(t))
	}
	return out, nil
}

// ContainerView is one container of a task that is not STOPPED.
type ContainerView struct {
	Task, Name, Image string
	LastStatus        string
	ExitCode          *int64 // nil while it has none
	Health            string // of its own health check; empty without one
	// Limit is the most memory that it may use, MiB: its hard limit, or that of
	// the task where it has none; 0 when neither is set.
	Limit int64
}

// ServiceContainers returns the containers of a service's tasks that are not
// STOPPED, the oldest task first, in the order of the task definition.
func (w *World) ServiceContainers(id string) ([]ContainerView, error) {
	s, err := w.serviceNamed(id)
	if err != nil {
		return nil, err
	}
	var out []ContainerView
	for _, t := range w.serviceTasks(s) {
		d := w.s.Definitions.Get(t.Definition)
		for i, k := range t.Containers {
			v := ContainerView{Task: t.ID, Name: k.Name, Image: k.Image, LastStatus: k.LastStatus, Health: k.Health, Limit: value(d.Body.ContainerDefinitions[i].Memory)}
			if k.ExitCode != nil {
				code := *k.ExitCode
				v.ExitCode = &code
			}
			if v.Limit == 0 && d.Body.Memory != "" {
				v.Limit = d.Memory
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// ran is how long a task has been RUNNING; 0 for one that never was.
func (w *World) ran(t *task) time.Duration {
	switch {
	case t.Started == unset:
		return 0
	case t.Stopping != unset:
		return t.Stopping.Sub(t.Started)
	}
	return w.s.Now.Sub(t.Started)
}

// RecordsView counts the records that the tasks of a service's latest deployment
// have written.
type RecordsView struct {
	Written int64
	Kept    int64 // those that exist still
	Shared  bool  // whether every RUNNING task of the service sees all that are kept
}

// Records counts the records of a service.
func (w *World) Records(id string) (RecordsView, error) {
	s, err := w.serviceNamed(id)
	if err != nil {
		return RecordsView{}, err
	}
	latest := s.latest()
	v := RecordsView{Written: latest.Written}
	if latest.ID == "" {
		return v, nil // task sets, and none of them the primary one
	}
	for at := range w.s.Stores.All() {
		v.Kept += at.count(latest.ID)
	}
	running := 0
	v.Shared = true
	for _, t := range w.serviceTasks(s) {
		if t.LastStatus == taskRunning && t.DesiredStatus == taskRunning {
			running++
			v.Shared = v.Shared && w.sees(t, latest.ID) == v.Kept
		}
	}
	v.Shared = v.Shared && running > 0 && v.Kept > 0
	return v, nil
}

// Admission is one inbound rule in force on an interface.
type Admission struct {
	Interface string // the instance that the interface belongs to, by alias or id, or "task 0123abcd"
	Task      bool   // whether it belongs to a task
	Group     string // the security group that has the rule, by alias or id
	Protocol  string // "tcp", "udp", "icmp", "-1"
	From, To  int64
	Source    string // a group's alias or id, a CIDR, or the name of a prefix list
}

// Admitted returns what security groups admit: every inbound rule of every group of
// every interface of a thing. It is a cluster, for its instances and its tasks with
// interfaces of their own; a security group by itself; or what World.Paths names.
func (w *World) Admitted(name string) ([]Admission, error) {
	if g := w.s.SecurityGroups.Get(w.idOf("security-group", name)); g != nil {
		return w.admissions(nil, "", false, []string{g.ID}), nil
	}
	k := w.findCluster(w.idOf("cluster", name))
	if k == nil {
		return w.admittedTo(name)
	}
	var out []Admission
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster != k.Name {
			continue
		}
		i := w.s.Instances.Get(c.Instance)
		out = w.admissions(out, w.shown(i.ID), false, w.groupsOf(i))
	}
	for t := range w.s.Tasks.All() {
		if i := w.s.Interfaces.Get(t.Interface); i != nil && t.Cluster == k.Name {
			out = w.admissions(out, "task "+t.ID[:8], true, i.Groups)
		}
	}
	return out, nil
}

// admittedTo are the admissions of the interfaces of a thing.
func (w *World) admittedTo(name string) ([]Admission, error) {
	wires, err := w.wires(name, all)
	var out []Admission
	for _, id := range wires {
		i := w.s.Interfaces.Get(id)
		out = w.admissions(out, topology{w}.Label(id), w.s.Tasks.Get(i.Owner) != nil, i.Groups)
	}
	return out, err
}

// admissions appends the inbound rules of the groups of one interface.
func (w *World) admissions(out []Admission, owner string, task bool, groups []string) []Admission {
	for _, id := range groups {
		for _, r := range w.s.SecurityGroups.Get(id).Rules {
			if !r.Egress {
				out = append(out, Admission{owner, task, w.shown(id), r.Protocol, r.From, r.To, r.CIDR + w.shown(r.Group) + w.listName(r.List)})
			}
		}
	}
	return out
}

// InstancesOf returns a cluster's registered instances in the order of
// registration.
func (w *World) InstancesOf(cluster string) ([]InstanceView, error) {
	k := w.findCluster(w.idOf("cluster", cluster))
	if k == nil {
		return nil, fmt.Errorf("there is no cluster %q", cluster)
	}
	var out []InstanceView
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == k.Name && c.Status != "INACTIVE" {
			out = append(out, w.instancePicture(w.s.Instances.Get(c.Instance), c))
		}
	}
	return slices.Clip(out), nil
}

// FindSecurityGroup returns a security group by id, alias or name.
func (w *World) FindSecurityGroup(id string) (GroupView, error) {
	want := w.idOf("security-group", id)
	for g := range w.s.SecurityGroups.All() {
		if g.ID == want || g.Name == want {
			return w.groupPicture(g), nil
		}
	}
	return GroupView{}, fmt.Errorf("there is no security group %q", id)
}
