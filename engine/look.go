package engine

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"drydock/engine/targethealth"
)

// stoppedShown is for how long a stopped task stays in the picture.
const stoppedShown = 10_000 // milliseconds

// Clusters returns the names of the clusters, in the order they were made.
func (w *World) Clusters() []string {
	var out []string
	each(&w.s.Clusters, func(c *cluster) {
		if c.Status == "ACTIVE" {
			out = append(out, c.Name)
		}
	})
	return out
}

// Picture returns what a screen draws of a cluster. A cluster that does not
// exist gives an empty picture.
func (w *World) Picture(cluster string) Picture {
	p := Picture{Cluster: cluster}
	for i := range w.s.Instances.All() {
		c := w.registered(i.ID)
		if i.State == "terminated" && (c == nil || c.Status == instanceInactive) {
			continue
		}
		if c != nil && c.Cluster != cluster || c == nil && agentCluster(i.UserData) != cluster {
			continue
		}
		zone := w.s.Subnets.Get(i.Subnet).Zone
		at := p.zone(zone)
		p.Zones[at].Instances = append(p.Zones[at].Instances, w.instancePicture(i, c))
	}
	for t := range w.s.Tasks.All() {
		if t.Cluster == cluster && t.LaunchType == launchFargate && w.isShown(t) {
			at := p.zone(t.Zone)
			p.Zones[at].Fargate = append(p.Zones[at].Fargate, w.taskPicture(t))
		}
	}
	slices.SortFunc(p.Zones, func(a, b Zone) int { return strings.Compare(a.Name, b.Name) })
	for s := range w.s.Services.All() {
		if s.Cluster == cluster && s.Status != "INACTIVE" {
			p.Services = append(p.Services, w.servicePicture(s))
		}
	}
	each(&w.s.LoadBalancers, func(lb *loadBalancer) { p.LoadBalancers = append(p.LoadBalancers, w.balancerPicture(lb)) })
	for g := range w.s.SecurityGroups.All() {
		if g.Name != "default" || w.groupInUse(g.ID) {
			p.Groups = append(p.Groups, w.groupPicture(g))
		}
	}
	p.Roles, p.Users = w.roles(cluster), w.users()
	return p
}

// zone is the index of a zone of the picture, which it gets if it is not there.
func (p *Picture) zone(name string) int {
	at := slices.IndexFunc(p.Zones, func(z Zone) bool { return z.Name == name })
	if at < 0 {
		at, p.Zones = len(p.Zones), append(p.Zones, Zone{Name: name})
	}
	return at
}

// isShown reports whether a task is in the picture: not long after it STOPPED it
// still is.
func (w *World) isShown(t *task) bool {
	return t.LastStatus != taskStopped || w.s.Now-t.Stopped < stoppedShown
}

// registered is the container instance of an EC2 instance; nil before its
// agent has registered.
func (w *World) registered(instance string) *containerInst {
	if all := w.known.hosts.at(&w.s.ContainerInstances, instance); len(all) > 0 {
		return all[0]
	}
	return nil
}

func (w *World) instancePicture(i *instance, c *containerInst) InstanceView {
	v := InstanceView{ID: i.ID, Alias: w.s.Shown[i.ID], Type: i.Type, Zone: w.s.Subnets.Get(i.Subnet).Zone, Status: i.State}
	for _, g := range w.groupsOf(i) {
		v.Groups = append(v.Groups, w.shown(g))
	}
	v.Role = lastOf(w.instanceRole(i))
	if c == nil {
		return v
	}
	v.ARN, v.Status, v.Connected = c.ARN, c.Status, c.Connected
	v.HeldCPU, v.HeldMem, v.HeldENI = c.HeldCPU, c.HeldMemory, c.HeldInterfaces
	v.CPU, v.Memory, v.Interfaces = Usage{c.UsedCPU, c.CPU}, Usage{c.UsedMemory, c.Memory}, w.interfaces(c)
	for t := range w.s.Tasks.All() {
		if t.Instance == c.ARN && w.isShown(t) {
			v.Tasks = append(v.Tasks, w.taskPicture(t))
		}
	}
	return v
}

func (w *World) taskPicture(t *task) TaskView {
	d := w.s.Definitions.Get(t.Definition)
	v := TaskView{ID: t.ID, Definition: revisionName(&d.Body), Image: path.Base(t.Containers[0].Image), LastStatus: t.LastStatus, DesiredStatus: t.DesiredStatus}
	v.Network = d.Body.NetworkMode
	v.Zone, v.Subnet, v.LaunchType, v.Address = t.Zone, w.shown(w.subnetOf(t).ID), t.LaunchType, t.Address
	if c := w.on(t); c != nil {
		v.Instance = w.shown(c.Instance)
	}
	if i := w.s.Interfaces.Get(t.Interface); i != nil {
		v.Interface, v.PublicIP = i.ID, i.PublicIP
		for _, g := range i.Groups {
			v.Groups = append(v.Groups, w.shown(g))
		}
	}
	v.TaskRole, v.ExecutionRole = lastOf(w.taskRole(t)), lastOf(w.executionRole(t))
	v.Calls, v.Sessions = w.callViews(t), t.Sessions
	if len(v.Calls) > 0 {
		if c, ok := w.credentials(t, nil); ok {
			v.As = c.role.Name
		}
	}
	v.CPU, v.Memory, v.GPUs, v.Ran = t.CPU, t.Memory, t.GPUs, w.ran(t)
	if t.isChecked() {
		v.Checks = checksOf(t)
	}
	for _, k := range t.Containers {
		for _, b := range k.Bindings {
			v.HostPorts = append(v.HostPorts, b.HostPort)
			if !t.own() && !slices.Contains(t.StaticPorts, b.HostPort) && !slices.Contains(t.StaticUDPPorts, b.HostPort) {
				v.DynamicPorts = append(v.DynamicPorts, b.HostPort)
			}
		}
	}
	if t.keeps() {
		i := slices.IndexFunc(t.Containers, func(k container) bool { return k.Data.Device != "" })
		v.Volume, _ = w.volumeWords(t, d.volume(t.Containers[i].Data.Volume))
		v.Sees = w.sees(t, "")
	}
	s := w.s.Services.Get(t.Service)
	if s == nil {
		return v
	}
	v.Service = s.Name
	for _, tg := range w.targetsOf(s, t) {
		// Several target groups: the worst state stands for all.
		if tg != nil && (v.Health == "" || tg.Health.State != targethealth.Healthy) {
			v.Health = string(tg.Health.State)
		}
	}
	return v
}

func (w *World) servicePicture(s *service) ServiceView {
	v := ServiceView{Name: s.Name, Status: s.Status, Desired: s.Desired, Steady: s.Steady, Daemon: s.Daemon}
	v.LaunchType, v.OwnInterface = s.LaunchType, s.Network != nil
	v.Running, v.Pending = w.counts(s)
	v.Waiting, v.WaitsFor = w.waiting(s)
	for _, ts := range s.TaskSets {
		if ts.Network != nil && ts.LaunchType != launchFargate {
			v.LaunchType, v.OwnInterface = ts.LaunchType, true
		}
	}
	for _, b := range s.allBalancers() {
		v.Balanced = append(v.Balanced, w.s.TargetGroups.Get(b.TargetGroup).Name)
	}
	return v
}

func (w *World) balancerPicture(lb *loadBalancer) LoadBalancerView {
	v := LoadBalancerView{Name: lb.Name, Alias: w.s.Shown[lb.ARN], Type: lb.Type, Scheme: lb.Scheme}
	for _, g := range lb.Groups {
		v.Groups = append(v.Groups, w.shown(g))
	}
	for _, l := range w.listenersOf(lb) {
		for i := range l.Rules {
			v.Ways = append(v.Ways, w.routePictures(l, l.Rules[i].conditionWords(), l.Rules[i].Action)...)
		}
		v.Ways = append(v.Ways, w.routePictures(l, "", l.Default)...)
	}
	for _, l := range lb.Classic {
		pool := w.targetGroupPicture(w.s.TargetGroups.Get(lb.ARN))
		v.Ways = append(v.Ways, WayView{
			Port: l.Port, Protocol: l.Protocol,
			Does: fmt.Sprintf("forwards to port %d of instances, %d of %d in service", l.InstancePort, pool.Healthy, len(pool.Targets)),
		})
	}
	return v
}

// routePictures are what a listener does with some requests: one for each target
// group to which it forwards.
func (w *World) routePictures(l *listener, rule string, a action) []WayView {
	v := WayView{Port: l.Port, Protocol: l.Protocol, Rule: rule, Does: w.actionWords(a)}
	if len(a.Forward) == 0 {
		return []WayView{v}
	}
	var out []WayView
	for _, f := range a.Forward {
		v.TargetGroup = w.targetGroupPicture(w.s.TargetGroups.Get(f.TargetGroup))
		out = append(out, v)
	}
	return out
}

func (w *World) targetGroupPicture(g *targetGroup) TargetGroupView {
	v := TargetGroupView{Name: g.Name, Alias: w.s.Shown[g.ARN], ARN: g.ARN, ClientIP: g.PreserveClientIP}
	for i := range g.Targets {
		t := &g.Targets[i]
		switch t.Health.State {
		case targethealth.Healthy:
			v.Healthy++
		case targethealth.Unhealthy:
			v.Unhealthy++
		case targethealth.Initial:
			v.Initial++
		case targethealth.Draining:
			v.Draining++
		default:
			v.Unused++
		}
		v.Targets = append(v.Targets, TargetView{ID: t.key(), Host: w.shown(t.ID), Port: t.Port, Check: g.checkPort(t), State: string(t.Health.State), Reason: t.Health.Reason})
	}
	return v
}
