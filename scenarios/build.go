package scenarios

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/sim"
	"drydock/scenarios/source"
)

// Draw returns the values that a seed draws for the variables.
func (s *Scenario) Draw(seed uint64) map[string]any {
	return DrawVars(s.Vars, seed, "vars")
}

// DrawVars draws a value for each variable from the stream of a seed for a named
// purpose.
func DrawVars(vars []Var, seed uint64, purpose string) map[string]any {
	stream := sim.NewStream(seed, purpose)
	out := map[string]any{}
	for _, v := range vars {
		out[v.Name] = v.Values[stream.IntN(len(v.Values))]
	}
	return out
}

// build makes the scenario's world for a seed, and one for chance, settled, with what
// others did in it, and ready to be played. What the engine refuses is a mistake of the file, with its place.
func (s *Scenario) build(seed, chance uint64, vars map[string]any) (*engine.World, error) {
	b := &builder{world: engine.New(engine.Config{Seed: seed, Chance: &chance, Start: s.World.Start, Tracing: true})}
	for _, stage := range []func(*kind) func(*builder, *row) error{makeEarly, func(k *kind) func(*builder, *row) error { return k.join }, makeLate} {
		for _, k := range kinds {
			if do := stage(k); do != nil {
				if err := b.each(s, k, vars, do); err != nil {
					return nil, err
				}
			}
		}
	}
	b.world.Advance(s.World.Settle)
	return b.world, s.playBefore(b.world, vars)
}

func makeEarly(k *kind) func(*builder, *row) error {
	if k.late {
		return nil
	}
	return k.make
}

func makeLate(k *kind) func(*builder, *row) error {
	if k.late {
		return k.make
	}
	return nil
}

// builder makes the things of world tables through calls.
type builder struct {
	world *engine.World
}

// each makes what the tables of one kind say, the stock world's first.
func (b *builder) each(s *Scenario, k *kind, vars map[string]any, do func(*builder, *row) error) error {
	for _, f := range s.sources {
		for _, r := range f.rows {
			if r.kind != k {
				continue
			}
			filled := *r
			filled.tree, _ = source.Substitute(r.tree, vars).(map[string]any)
			if err := do(b, &filled); err != nil {
				return source.Diagnostics{{File: f.src.Name, Pos: f.src.Key(r.path), What: err.Error()}}
			}
		}
	}
	return nil
}

// call makes one call as the scenario's author.
func (b *builder) call(op string, in any) (any, error) {
	r, err := b.world.Call(engine.Scenario, op, in)
	if err != nil {
		return nil, err
	}
	return r.Out, nil
}

// plain makes a thing whose table is a request.
func (b *builder) plain(r *row) error {
	out, err := b.create(r)
	if err != nil {
		return err
	}
	return b.name(r, idIn(out))
}

// create makes the call whose request a table is.
func (b *builder) create(r *row) (any, error) {
	own, request := r.kind.split(r.tree)
	in, _, err := r.kind.operation().DecodeKeys(r.kind.complete(own, request))
	if err != nil {
		return nil, err
	}
	return b.call(r.kind.op, in)
}

// idIn is the id or ARN of the thing that a Create call has made.
func idIn(out any) string {
	switch o := out.(type) {
	case *api.CreatePolicyOutput:
		return o.Policy.Arn
	case *api.CreateRoleOutput:
		return o.Role.RoleName
	case *api.CreateInstanceProfileOutput:
		return o.InstanceProfile.InstanceProfileName
	case *api.CreateGroupOutput:
		return o.Group.GroupName
	case *api.CreateUserOutput:
		return o.User.UserName
	case *api.CreateClusterOutput:
		return o.Cluster.ClusterName
	case *api.CreateVpcOutput:
		return o.Vpc.VpcId
	case *api.CreateInternetGatewayOutput:
		return o.InternetGateway.InternetGatewayId
	case *api.CreateSubnetOutput:
		return o.Subnet.SubnetId
	case *api.CreateRouteTableOutput:
		return o.RouteTable.RouteTableId
	case *api.CreateSecurityGroupOutput:
		return o.GroupId
	case *api.CreateVpcEndpointOutput:
		return o.VpcEndpoint.VpcEndpointId
	case *api.CreateNetworkAclOutput:
		return o.NetworkAcl.NetworkAclId
	case *api.FileSystemDescription:
		return o.FileSystemId
	case *api.RunInstancesOutput:
		return o.Instances[0].InstanceId
	case *api.RegisterTaskDefinitionOutput:
		return fmt.Sprintf("%s:%d", o.TaskDefinition.Family, o.TaskDefinition.Revision)
	case *api.CreateTargetGroupOutput:
		return o.TargetGroups[0].TargetGroupArn
	case *api.CreateLoadBalancerOutput:
		return o.LoadBalancers[0].LoadBalancerArn
	case *api.CreateListenerOutput:
		return o.Listeners[0].ListenerArn
	case *api.CreateRuleOutput:
		return o.Rules[0].RuleArn
	case *api.CreateServiceOutput:
		return o.Service.ServiceName
	default:
		panic(fmt.Sprintf("scenarios: no id in %T", out))
	}
}

// name gives a thing its alias. Names that ECS itself understands need none.
func (b *builder) name(r *row, id string) error {
	for _, alias := range r.aliases() {
		if alias == id || r.kind.name == "task_definition" || r.kind.name == "policy" {
			continue // IAM takes the ARN of a policy and nothing else
		}
		if _, err := b.call("drydock:NameResource", &api.NameResourceInput{Alias: alias, Kind: r.kind.ref, ID: id}); err != nil {
			return err
		}
	}
	return nil
}

// subnet makes a subnet, before anything is launched in it.
func (b *builder) subnet(r *row) error {
	var own subnetOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil || !own.PublicIPs {
		return err
	}
	_, err := b.call("ec2:ModifySubnetAttribute", &api.ModifySubnetAttributeInput{SubnetId: own.ID, MapPublicIpOnLaunch: &api.AttributeBooleanValue{Value: &own.PublicIPs}})
	return err
}

func (b *builder) image(r *row) error {
	var own imageOwn
	source.Decode(r.tree, &own)
	in := &api.DeclareImageInput{Uri: own.URI, Size: &own.Size, Listens: &own.Listens, OnSigterm: own.OnSigterm, Writes: own.Writes, Needs: own.Needs, Uses: &own.Uses}
	boot := own.Boot.Milliseconds()
	in.Boot = &boot
	exits, healthy := own.ExitsAfter.Milliseconds(), own.HealthyAfter.Milliseconds()
	in.ExitsAfter, in.Exits, in.Health, in.HealthyAfter = &exits, &own.Exits, own.Health, &healthy
	if own.Answers != 0 {
		in.Answers = &own.Answers
	}
	for _, c := range own.Connects {
		in.Connects = append(in.Connects, api.ApplicationConnection{To: c.To, Port: &c.Port, When: c.When})
	}
	for _, c := range own.Calls {
		in.Calls = append(in.Calls, api.ApplicationCall{Action: c.Action, Resource: c.Resource, When: c.When})
	}
	_, err := b.call("drydock:DeclareImage", in)
	return err
}

func (b *builder) definition(r *row) error {
	if r.definition == nil {
		return b.plain(r)
	}
	tree := maps.Clone(r.definition)
	if family, ok := r.tree["family"]; ok {
		tree["family"] = family
	}
	in, _, err := r.kind.operation().Decode(tree)
	if err != nil {
		return err
	}
	out, err := b.call(r.kind.op, in)
	if err != nil {
		return err
	}
	return b.name(r, idIn(out))
}

// bootInstance registers an instance that is to be there from the start.
func (b *builder) bootInstance(r *row) error {
	var own instanceOwn
	source.Decode(r.tree, &own)
	if own.Boot {
		return nil
	}
	_, err := b.call("drydock:BootInstance", &api.BootInstanceInput{InstanceId: own.ID})
	return err
}

func (b *builder) routes(r *row) error {
	var own routeTableOwn
	source.Decode(r.tree, &own)
	for _, route := range own.Routes {
		in := &api.CreateRouteInput{RouteTableId: own.ID, DestinationCidrBlock: route.Destination, GatewayId: route.Gateway}
		if b.isNAT(route.Gateway) {
			in.GatewayId, in.NatGatewayId = "", route.Gateway
		}
		if _, err := b.call("ec2:CreateRoute", in); err != nil {
			return err
		}
	}
	for _, s := range own.Subnets {
		if _, err := b.call("ec2:AssociateRouteTable", &api.AssociateRouteTableInput{RouteTableId: own.ID, SubnetId: s}); err != nil {
			return err
		}
	}
	return nil
}

// groupRules gives a security group its rules.
func (b *builder) groupRules(r *row) error {
	var own securityGroupOwn
	source.Decode(r.tree, &own)
	id := own.ID
	if id == "" {
		id, _ = r.tree["group_name"].(string)
	}
	for _, rule := range own.Ingress {
		p, err := b.permission(rule, rule.Source)
		if err != nil {
			return err
		}
		if _, err := b.call("ec2:AuthorizeSecurityGroupIngress", &api.AuthorizeSecurityGroupIngressInput{GroupId: id, IpPermissions: []api.IpPermission{p}}); err != nil {
			return err
		}
	}
	if own.Egress == nil {
		return nil
	}
	all := api.IpPermission{IpProtocol: "-1", IpRanges: []api.IpRange{{CidrIp: "0.0.0.0/0"}}}
	if _, err := b.call("ec2:RevokeSecurityGroupEgress", &api.RevokeSecurityGroupEgressInput{GroupId: id, IpPermissions: []api.IpPermission{all}}); err != nil {
		return err
	}
	for _, rule := range own.Egress {
		p, err := b.permission(rule, rule.Destination)
		if err != nil {
			return err
		}
		if _, err := b.call("ec2:AuthorizeSecurityGroupEgress", &api.AuthorizeSecurityGroupEgressInput{GroupId: id, IpPermissions: []api.IpPermission{p}}); err != nil {
			return err
		}
	}
	return nil
}

// permission turns a short rule into the API's form.
func (b *builder) permission(r ruleOwn, peer string) (api.IpPermission, error) {
	p := api.IpPermission{IpProtocol: r.Protocol}
	switch r.Protocol {
	case "":
		p.IpProtocol = "tcp"
	case "all":
		p.IpProtocol = "-1"
	}
	if p.IpProtocol != "-1" {
		from, to, err := ports(r.Port)
		if err != nil {
			return p, err
		}
		p.FromPort, p.ToPort = &from, &to
	}
	switch {
	case peer == "":
		return p, fmt.Errorf("a rule needs a source (ingress) or a destination (egress)")
	case strings.HasPrefix(peer, prefixLists):
		id, err := b.prefixList(peer)
		if err != nil {
			return p, err
		}
		p.PrefixListIds = []api.PrefixListId{{PrefixListId: id, Description: r.Description}}
	case strings.Contains(peer, "/"):
		p.IpRanges = []api.IpRange{{CidrIp: peer, Description: r.Description}}
	default:
		p.UserIdGroupPairs = []api.UserIdGroupPair{{GroupId: peer, Description: r.Description}}
	}
	return p, nil
}

// ports reads a port or a range of ports.
func ports(text any) (from, to int64, err error) {
	switch port := text.(type) {
	case int64:
		return port, port, nil
	case string:
		low, high, isRange := strings.Cut(port, "-")
		if !isRange {
			high = low
		}
		from, err1 := strconv.ParseInt(low, 10, 64)
		to, err2 := strconv.ParseInt(high, 10, 64)
		if err1 == nil && err2 == nil {
			return from, to, nil
		}
	}
	return 0, 0, fmt.Errorf("port %v is not a port or a range such as \"32768-65535\"", text)
}
