package engine

import (
	"strings"

	"drydock/engine/api"
	"drydock/engine/managed"
	"drydock/engine/sim"
)

// resolve returns a copy of a request in which every alias is replaced by what
// it stands for.
func (w *World) resolve(op *api.Operation, in any) any {
	out := sim.CloneAny(in)
	api.Refs(op, out, func(f *api.Field, value string) string { return w.meant(f, value) })
	return out
}

// meant returns the id, name or ARN for which an alias stands in a field;
// anything else is returned as it is.
func (w *World) meant(f *api.Field, value string) string {
	a := w.s.Aliases.Get(value)
	if a != nil && a.Kind == "instance" && (f.Ref == "container-instance" || f.Ref == "ecs-resource") {
		if c := w.registered(a.ID); c != nil { // one name for both
			return c.ARN
		}
	}
	if a == nil || a.Kind != strings.TrimSuffix(f.Ref, "-arn") {
		return value
	}
	if strings.HasSuffix(f.Name, "Name") || strings.HasSuffix(f.Name, "Names") {
		return w.nameOf(a)
	}
	return a.ID
}

// idOf is what an alias of a kind of thing stands for; anything else is
// returned as it is.
func (w *World) idOf(kind, name string) string {
	if a := w.s.Aliases.Get(name); a != nil && a.Kind == kind {
		return a.ID
	}
	return name
}

// nameOf is the name of the thing that an alias stands for, in fields that take
// names only. A thing that is gone has its id for a name.
func (w *World) nameOf(a *alias) string {
	if g := w.s.SecurityGroups.Get(a.ID); g != nil {
		return g.Name
	}
	if lb := w.s.LoadBalancers.Get(a.ID); lb != nil {
		return lb.Name
	}
	if g := w.s.TargetGroups.Get(a.ID); g != nil {
		return g.Name
	}
	if strings.HasPrefix(a.ID, "arn:aws:iam:") {
		return lastOf(a.ID)
	}
	return a.ID
}

// Alias returns the scenario's name for an id or ARN, or "".
func (w *World) Alias(id string) string { return w.s.Shown[id] }

// shown is the name under which a thing appears to a person: its alias, or the
// id itself; of a load balancer the name, for nobody knows its ARN.
func (w *World) shown(id string) string {
	if name := w.s.Shown[id]; name != "" {
		return name
	}
	if lb := w.s.LoadBalancers.Get(id); lb != nil {
		return lb.Name
	}
	return id
}

// Names lists the things of a kind that exist, for completion: "security-group",
// "service" and the other values of api.Field.Ref.
func (w *World) Names(kind string) []api.Name {
	var out []api.Name
	add := func(id, note string) { out = append(out, api.Name{ID: id, Alias: w.s.Shown[id], Note: note}) }
	s := w.s
	switch kind {
	case "cluster":
		for _, name := range w.Clusters() {
			add(name, "")
		}
	case "service":
		each(&s.Services, func(v *service) { add(v.Name, v.Status) })
	case "task-definition":
		each(&s.Definitions, func(d *taskDefinition) { add(revisionName(&d.Body), d.Body.Status) })
	case "task":
		each(&s.Tasks, func(t *task) { add(t.ID, t.LastStatus) })
	case "container-instance":
		each(&s.ContainerInstances, func(c *containerInst) {
			out = append(out, api.Name{ID: lastOf(c.ARN), Alias: w.s.Shown[c.Instance], Note: c.Status})
		})
	case "ecs-resource":
		w.taggable(add)
	case "instance":
		each(&s.Instances, func(i *instance) { add(i.ID, i.Type) })
	case "vpc":
		each(&s.VPCs, func(v *vpc) { add(v.ID, v.CIDR) })
	case "subnet":
		for n := range w.subnets() {
			add(n.ID, n.Zone+", "+publicWord(w.isPublic(w.tableOf(n))))
		}
	case "internet-gateway":
		each(&s.Gateways, func(g *gateway) { add(g.ID, "") })
	case "route-table":
		each(&s.RouteTables, func(t *routeTable) { add(t.ID, strings.TrimPrefix(w.subnetWords(t), ", ")) })
	case "route-table-association":
		each(&s.VPCs, func(v *vpc) { add(v.MainTied, "main, "+w.shown(v.MainTable)) })
		each(&s.RouteTables, func(t *routeTable) {
			for _, a := range t.Associations {
				add(a.ID, w.shown(a.Subnet)+", "+w.shown(t.ID))
			}
		})
	case "elastic-ip":
		each(&s.Addresses, func(a *elasticAddress) { add(a.ID, a.IP) })
	case "address-association":
		each(&s.Addresses, func(a *elasticAddress) {
			if a.Association != "" {
				add(a.Association, a.IP+", "+topology{w}.Label(a.Interface))
			}
		})
	case "nat-gateway":
		each(&s.NATs, func(n *natGateway) { add(n.ID, n.State+", in "+w.shown(n.Subnet)) })
	case "vpc-endpoint":
		each(&s.Endpoints, func(e *vpcEndpoint) { add(e.ID, e.Service+", "+e.Type) })
	case "endpoint-service":
		for i := range awsEndpoints {
			add(endpointName(w.cfg.Region, awsEndpoints[i].name), endpointTypes(&awsEndpoints[i]))
		}
	case "prefix-list":
		for i := range prefixLists {
			add(prefixLists[i].id, prefixLists[i].service)
		}
	case "network-acl":
		each(&s.ACLs, func(a *networkACL) { add(a.ID, w.aclNote(a)) })
	case "network-acl-association":
		for n := range w.subnets() {
			add(n.ACLTied, w.shown(n.ID)+", "+w.shown(n.ACL))
		}
	case "network-interface":
		each(&s.Interfaces, func(i *networkInterface) { add(i.ID, topology{w}.Label(i.ID)) })
	case "database":
		each(&s.Databases, func(d *database) { add(d.ID, "") })
	case "security-group":
		each(&s.SecurityGroups, func(g *securityGroup) { add(g.ID, g.Name) })
	case "security-group-rule":
		each(&s.SecurityGroups, func(g *securityGroup) {
			for _, r := range g.Rules {
				add(r.ID, w.shown(g.ID)+": "+w.ruleWords(r))
			}
		})
	case "target-group":
		each(&s.TargetGroups, func(t *targetGroup) {
			if t.seen() {
				add(t.ARN, t.Name)
			}
		})
	case "load-balancer":
		each(&s.LoadBalancers, func(l *loadBalancer) {
			if l.Type != kindClassic {
				add(l.ARN, l.Name)
			}
		})
	case "classic-load-balancer":
		each(&s.LoadBalancers, func(l *loadBalancer) {
			if l.Type == kindClassic {
				out = append(out, api.Name{ID: l.Name, Alias: w.s.Shown[l.ARN]})
			}
		})
	case "listener":
		each(&s.Listeners, func(l *listener) { add(l.ARN, l.Protocol) })
	case "listener-rule":
		each(&s.Listeners, func(l *listener) {
			for i := range l.Rules {
				add(l.Rules[i].ARN, l.Rules[i].conditionWords())
			}
		})
	case "file-system":
		each(&s.FileSystems, func(f *fileSystem) { add(f.ID, f.State) })
	case "mount-target":
		each(&s.MountTargets, func(m *mountTarget) { add(m.ID, w.s.Subnets.Get(m.Subnet).Zone) })
	case "volume":
		each(&s.Volumes, func(v *ebsVolume) { add(v.ID, v.Zone) })
	case "service-deployment":
		each(&s.ServiceDeployments, func(d *serviceDeployment) { add(d.ARN, d.Status) })
	case "service-revision":
		each(&s.ServiceRevisions, func(r *serviceRevision) { add(r.ARN, lastOf(r.Definition)) })
	case "task-set":
		each(&s.Services, func(v *service) {
			for _, ts := range v.TaskSets {
				add(ts.Deployment.ID, v.Name+" "+ts.Status)
			}
		})
	case "capacity-provider":
		for _, name := range fargateProviders() {
			add(name, "")
		}
	case "role":
		each(&s.Roles, func(r *iamRole) { out = append(out, api.Name{ID: r.Name, Alias: w.s.Shown[r.ARN], Note: r.Service}) })
	case "role-arn":
		each(&s.Roles, func(r *iamRole) { add(r.ARN, "") })
	case "user":
		each(&s.Users, func(u *iamUser) { out = append(out, api.Name{ID: u.Name, Alias: w.s.Shown[u.ARN]}) })
	case "group":
		each(&s.UserGroups, func(g *iamGroup) { out = append(out, api.Name{ID: g.Name, Alias: w.s.Shown[g.ARN]}) })
	case "policy":
		each(&s.Policies, func(p *managedPolicy) { add(p.ARN, p.Name) })
		for _, p := range managed.All() {
			add(p.ARN(), p.Name)
		}
	case "principal":
		for _, h := range w.policyHolders() {
			add(h.arn, h.kind)
		}
	case "access-key":
		each(&s.Users, func(u *iamUser) {
			for _, k := range u.Keys {
				add(k.ID, u.Name)
			}
		})
	case "instance-profile":
		each(&s.InstanceProfiles, func(p *instanceProfile) {
			out = append(out, api.Name{ID: p.Name, Alias: w.s.Shown[p.ARN], Note: p.Role})
		})
	case "action":
		return w.actionNames()
	case "resource":
		return w.resourceNames()
	case "image":
		each(&s.Images, func(i *image) { add(i.URI, "") })
	}
	return out
}

func each[T any](t *sim.Table[T], f func(*T)) {
	for row := range t.All() {
		f(row)
	}
}

// lastOf is the last element of an ARN.
func lastOf(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }
