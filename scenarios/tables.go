package scenarios

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/source"
)

// kind is one kind of world table: the request whose members its keys are, and
// the builder's own keys beside them.
type kind struct {
	name  string // of the table: "security_group"
	ref   string // the kind of thing that it makes, as api.Field.Ref has it
	op    string // the operation that makes it; empty when all keys are its own
	own   reflect.Type
	named string // the request's member that names the thing; its value is an alias by itself
	make  func(*builder, *row) error
	join  func(*builder, *row) error // makes references between things, after all are made
	late  bool                       // needs things that are joined already
	doc   string
}

// kinds, in the order in which things are made.
var kinds = []*kind{
	{name: "image", ref: "image", own: reflect.TypeFor[imageOwn](), make: (*builder).image, doc: "how the application in an image behaves"},
	{name: "resource", ref: "resource", own: reflect.TypeFor[resourceOwn](), make: (*builder).resource, doc: "what IAM asks of something that is no part of the world otherwise: a bucket, a secret, a repository of another account"},
	{name: "policy", ref: "policy", op: "iam:CreatePolicy", own: reflect.TypeFor[policyOwn](), named: "policy_name", make: (*builder).plain, doc: "a customer managed policy"},
	{name: "role", ref: "role", op: "iam:CreateRole", own: reflect.TypeFor[roleOwn](), named: "role_name", make: (*builder).role, doc: "a role; one that every account has gets these policies in place of its own, and this trust policy if there is one"},
	{name: "instance_profile", ref: "instance-profile", op: "iam:CreateInstanceProfile", own: reflect.TypeFor[profileOwn](), named: "instance_profile_name", make: (*builder).instanceProfile, doc: "an instance profile"},
	{name: "user_group", ref: "group", op: "iam:CreateGroup", own: reflect.TypeFor[groupOwn](), named: "group_name", make: (*builder).group, doc: "a group of users"},
	{name: "user", ref: "user", op: "iam:CreateUser", own: reflect.TypeFor[userOwn](), named: "user_name", make: (*builder).user, doc: "an IAM user; [play] as may name it"},
	{name: "control_policy", ref: "control-policy", own: reflect.TypeFor[controlOwn](), make: (*builder).controlPolicy, doc: "a policy of the organization that the account is in"},
	{name: "cluster", ref: "cluster", op: "ecs:CreateCluster", own: reflect.TypeFor[plainOwn](), named: "cluster_name", make: (*builder).plain, doc: "an ECS cluster"},
	{name: "vpc", ref: "vpc", op: "ec2:CreateVpc", own: reflect.TypeFor[vpcOwn](), make: (*builder).vpc, doc: "a VPC"},
	{name: "internet_gateway", ref: "internet-gateway", op: "ec2:CreateInternetGateway", own: reflect.TypeFor[gatewayOwn](), make: (*builder).gateway, doc: "an internet gateway"},
	{name: "subnet", ref: "subnet", op: "ec2:CreateSubnet", own: reflect.TypeFor[subnetOwn](), make: (*builder).subnet, doc: "a subnet in one Availability Zone"},
	{name: "network_acl", ref: "network-acl", op: "ec2:CreateNetworkAcl", own: reflect.TypeFor[aclOwn](), make: (*builder).networkACL, doc: "a network ACL with its rules and the subnets that have it; it denies everything else"},
	{name: "nat_gateway", ref: "nat-gateway", op: "ec2:CreateNatGateway", own: reflect.TypeFor[plainOwn](), make: (*builder).natGateway, doc: "a NAT gateway, available from the start, with an Elastic IP address of its own unless it is private"},
	{name: "route_table", ref: "route-table", op: "ec2:CreateRouteTable", own: reflect.TypeFor[routeTableOwn](), make: (*builder).plain, join: (*builder).routes, doc: "a route table with the local route, more routes, and the subnets that use it"},
	{name: "security_group", ref: "security-group", op: "ec2:CreateSecurityGroup", own: reflect.TypeFor[securityGroupOwn](), named: "group_name", make: (*builder).plain, join: (*builder).groupRules, doc: "a security group; egress is everything unless given"},
	{name: "vpc_endpoint", ref: "vpc-endpoint", op: "ec2:CreateVpcEndpoint", own: reflect.TypeFor[plainOwn](), make: (*builder).plain, doc: "a VPC endpoint, available from the start; service_name may be short, such as ecr.api"},
	{name: "database", ref: "database", own: reflect.TypeFor[databaseOwn](), make: (*builder).database, doc: "something that tasks connect to: a database, a cache, a server"},
	{name: "file_system", ref: "file-system", op: "efs:CreateFileSystem", own: reflect.TypeFor[fileSystemOwn](), make: (*builder).fileSystem, join: (*builder).mountTargets, doc: "an EFS file system with its mount targets, available from the start"},
	{name: "instance", ref: "instance", op: "ec2:RunInstances", own: reflect.TypeFor[instanceOwn](), make: (*builder).plain, join: (*builder).bootInstance, doc: "an EC2 instance that is registered in its cluster from the start, unless boot = true"},
	{name: "task_definition", ref: "task-definition", op: "ecs:RegisterTaskDefinition", own: reflect.TypeFor[definitionOwn](), named: "family", make: (*builder).definition, doc: "a task definition, from a JSON file or from keys"},
	{name: "target_group", ref: "target-group", op: "elbv2:CreateTargetGroup", own: reflect.TypeFor[plainOwn](), named: "name", make: (*builder).plain, doc: "a target group"},
	{name: "load_balancer", ref: "load-balancer", op: "elbv2:CreateLoadBalancer", own: reflect.TypeFor[plainOwn](), named: "name", make: (*builder).plain, late: true, doc: "an Application or Network Load Balancer"},
	{name: "listener", ref: "listener", op: "elbv2:CreateListener", own: reflect.TypeFor[listenerOwn](), make: (*builder).plain, late: true, doc: "a listener, which forwards to a target group unless default_actions says otherwise"},
	{name: "listener_rule", ref: "listener-rule", op: "elbv2:CreateRule", own: reflect.TypeFor[listenerRuleOwn](), make: (*builder).plain, late: true, doc: "a rule of a listener, which forwards to a target group unless actions says otherwise"},
	{name: "classic_load_balancer", ref: "classic-load-balancer", op: "elb:CreateLoadBalancer", own: reflect.TypeFor[classicOwn](), named: "load_balancer_name", make: (*builder).classic, late: true, doc: "a Classic Load Balancer"},
	{name: "service", ref: "service", op: "ecs:CreateService", own: reflect.TypeFor[plainOwn](), named: "service_name", make: (*builder).plain, late: true, doc: "an ECS service"},
}

// The builders' own keys. `ref` says what kind of thing a key names.

type plainOwn struct {
	ID string `toml:"id" doc:"alias, accepted wherever an id or ARN is"`
}

type imageOwn struct {
	URI          string          `toml:"uri,required" doc:"the image's name with its tag"`
	Size         int64           `toml:"size" doc:"MiB to pull"`
	Listens      int64           `toml:"listens" doc:"port on which the application answers"`
	Boot         source.Duration `toml:"boot" doc:"from RUNNING to answering"`
	Answers      int64           `toml:"answers" doc:"HTTP status of its answers; 200 unless given"`
	OnSigterm    string          `toml:"on_sigterm" doc:"exits or ignores"`
	ExitsAfter   source.Duration `toml:"exits_after" doc:"from its start to its exit by itself; never unless given"`
	Exits        int64           `toml:"exits" doc:"exit code when it exits by itself"`
	Health       string          `toml:"health" doc:"how it answers the health check of its container: passes, fails or hangs"`
	HealthyAfter source.Duration `toml:"healthy_after" doc:"from its start to the first health check that passes"`
	Uses         int64           `toml:"uses" doc:"MiB of memory that it has come to use a second after its start; where its hard limit is lower it is killed, with 137"`
	Needs        []string        `toml:"needs" ref:"image" doc:"images that must be ready in its task when it starts: one that exits by itself has exited with 0, another answers; otherwise it exits with 1"`
	Calls        []callOwn       `toml:"calls" doc:"what it calls of AWS, with the credentials that it finds"`
	Connects     []connectOwn    `toml:"connects" doc:"what else it connects to"`
	Writes       string          `toml:"writes" doc:"directory into which it writes a record when it begins to answer, and one a minute from then on"`
}

type callOwn struct {
	Action   string `toml:"action,required" doc:"the permission that the call needs, such as s3:GetObject"`
	Resource string `toml:"resource,required" doc:"the ARN of what it is about, or *; {account} and {region} stand for those of the world"`
	When     string `toml:"when" doc:"request: on each request, every 10 s, unless given; start: once at its start, and refused it exits with 1"`
}

type fileSystemOwn struct {
	ID           string           `toml:"id,required" doc:"alias"`
	MountTargets []mountTargetOwn `toml:"mount_targets" doc:"its addresses, at most one in each Availability Zone"`
}

type mountTargetOwn struct {
	ID             string   `toml:"id" doc:"alias"`
	Subnet         string   `toml:"subnet,required" ref:"subnet" doc:"the subnet"`
	SecurityGroups []string `toml:"security_groups" ref:"security-group" doc:"its groups; the VPC's default one unless given"`
}

type instanceOwn struct {
	ID         string            `toml:"id" doc:"alias"`
	Cluster    string            `toml:"cluster" ref:"cluster" doc:"the cluster that its agent joins"`
	Attributes map[string]string `toml:"attributes" doc:"custom attributes, which its agent registers"`
	Boot       bool              `toml:"boot" doc:"launches at the world's start and registers when it has booted"`
}

type definitionOwn struct {
	File string `toml:"file" doc:"a JSON file as register-task-definition takes it"`
}

// row is one world table of a file.
type row struct {
	kind *kind
	file *worldFile
	path string // "world.service[0]"
	tree map[string]any
	// definition is what the file of a task definition holds, as it was when
	// the scenario was loaded: the digest covers it.
	definition map[string]any
}

// worldFile is a file that world tables stand in: the scenario's own, or a
// stock world that it builds on.
type worldFile struct {
	src  *source.File
	rows []*row
}

// rowsOf lists the world tables of a file in the order of making.
func rowsOf(f *source.File, w *worldFile) {
	world, _ := f.Tree["world"].(map[string]any)
	for _, k := range kinds {
		list, _ := world[k.name].([]any)
		for i, item := range list {
			if tree, ok := item.(map[string]any); ok {
				w.rows = append(w.rows, &row{kind: k, file: w, path: source.Item("world."+k.name, i), tree: tree})
			}
		}
	}
}

// ownKeys are the keys of a table that are the builder's own.
func (k *kind) ownKeys() []reflect.StructField {
	var out []reflect.StructField
	for i := range k.own.NumField() {
		out = append(out, k.own.Field(i))
	}
	return out
}

func tomlName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
	return name
}

// split separates a table's own keys from the request's members.
func (k *kind) split(tree map[string]any) (own, request map[string]any) {
	own, request = map[string]any{}, map[string]any{}
	names := map[string]bool{}
	for _, f := range k.ownKeys() {
		names[tomlName(f)] = true
	}
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		if names[key] {
			own[key] = tree[key]
		} else {
			request[key] = tree[key]
		}
	}
	return own, request
}

// aliases are the names under which other tables may refer to what the table
// makes.
func (r *row) aliases() []string {
	var out []string
	for _, key := range []string{"id", r.kind.named, "uri"} {
		if name, ok := r.tree[key].(string); ok && key != "" && name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// checkRow holds one table against its kind. vars are sample values.
func (l *loader) checkRow(r *row) {
	own, request := r.kind.split(r.tree)
	f := r.file.src
	f.Check(r.path, own, r.kind.own, l.list, source.Vars(l.varNames()...))
	sample, _ := source.Substitute(request, l.sample).(map[string]any)
	if r.kind.op == "" {
		for _, key := range slices.Sorted(maps.Keys(request)) {
			l.addKey(f, source.Join(r.path, key), fmt.Sprintf("unknown key %q", key), "", spelling.Nearest(key, r.kind.keys()))
		}
		return
	}
	if file, _ := own["file"].(string); r.kind.name == "task_definition" && file != "" {
		l.checkDefinitionFile(r, file, request)
		return
	}
	op := r.kind.operation()
	_, notSimulated, err := op.DecodeKeys(r.kind.complete(own, sample))
	l.problems(r, err)
	for _, member := range notSimulated {
		l.addValue(f, source.Under(r.path, member), fmt.Sprintf("%s is real and not simulated", member), "a member that Drydock simulates", "")
	}
}

func (k *kind) operation() *api.Operation {
	op, ok := api.Find(k.op)
	if !ok {
		panic("scenarios: no operation " + k.op)
	}
	return op
}

// keys are all the keys that a table of this kind may have.
func (k *kind) keys() []string {
	var out []string
	for _, f := range k.ownKeys() {
		out = append(out, tomlName(f))
	}
	if k.op != "" {
		for _, f := range k.operation().Input().Fields {
			out = append(out, f.Key)
		}
	}
	return out
}

// problems reports what is wrong with a request, at the places of its keys.
func (l *loader) problems(r *row, err error) {
	if err == nil {
		return
	}
	bad, ok := err.(*api.ParamError)
	if !ok {
		l.addValue(r.file.src, r.path, err.Error(), "", "")
		return
	}
	for _, p := range bad.Problems {
		if _, there := r.tree[p.Path]; there && p.Known != nil {
			l.addKey(r.file.src, source.Join(r.path, p.Path), fmt.Sprintf("unknown key %q", p.Path), "", spelling.Nearest(p.Path, r.kind.keys()))
			continue
		}
		l.addAt(r.file.src, source.Under(r.path, p.Path), p)
	}
}

// agentAttributes is the line of user data that has an agent register custom
// attributes; empty without any.
func agentAttributes(v any) string {
	attributes, _ := v.(map[string]any)
	if len(attributes) == 0 {
		return ""
	}
	text, err := json.Marshal(attributes)
	if err != nil {
		return "" // not texts, which Check has reported
	}
	return "echo 'ECS_INSTANCE_ATTRIBUTES=" + string(text) + "' >> /etc/ecs/ecs.config\n"
}

// complete fills in the members that a builder gives by itself.
func (k *kind) complete(own, request map[string]any) map[string]any {
	out := maps.Clone(request)
	give := func(key string, v any) {
		if _, ok := out[key]; !ok {
			out[key] = v
		}
	}
	id, _ := own["id"].(string)
	switch k.name {
	case "role":
		name, _ := request["role_name"].(string)
		if services, ok := own["trusts"].([]any); ok {
			give("assume_role_policy_document", engine.TrustPolicy(texts(services)...))
		} else if service, ok := engine.OpeningRole(name); ok {
			give("assume_role_policy_document", engine.TrustPolicy(service))
		}
	case "security_group":
		give("group_name", strings.TrimPrefix(id, "sg-")) // a group's name may not begin with sg-
		give("description", id)
	case "target_group", "load_balancer":
		give("name", id)
	case "vpc_endpoint":
		if name, ok := request["service_name"].(string); ok {
			out["service_name"] = endpointService(name)
			give("vpc_endpoint_type", endpointType(endpointService(name)))
		}
	case "instance":
		give("image_id", "ami-0ec5000000000ec51")
		give("min_count", int64(1))
		give("max_count", int64(1))
		give("iam_instance_profile", map[string]any{"name": "ecsInstanceRole"})
		if cluster, ok := own["cluster"].(string); ok {
			give("user_data", "#!/bin/bash\necho ECS_CLUSTER="+cluster+" >> /etc/ecs/ecs.config\n"+agentAttributes(own["attributes"]))
		}
	case "listener":
		if tg, ok := own["target_group"].(string); ok {
			give("default_actions", forwardTo(tg))
		}
	case "listener_rule":
		if tg, ok := own["target_group"].(string); ok {
			give("actions", forwardTo(tg))
		}
		if conditions := conditionsOf(own); conditions != nil {
			give("conditions", conditions)
		}
	}
	return out
}

// forwardTo are the actions that forward to a target group.
func forwardTo(group string) []any {
	return []any{map[string]any{"type": "forward", "target_group_arn": group}}
}

// conditionsOf are the conditions of a listener's rule that its table gives in short.
func conditionsOf(own map[string]any) []any {
	var out []any
	for _, c := range []struct{ key, field string }{{"path", "path-pattern"}, {"host", "host-header"}} {
		if pattern, ok := own[c.key].(string); ok {
			out = append(out, map[string]any{"field": c.field, "values": []any{pattern}})
		}
	}
	return out
}

// texts are the values of a list that are texts; Check has reported the others.
func texts(list []any) []string {
	var out []string
	for _, v := range list {
		if text, ok := v.(string); ok {
			out = append(out, text)
		}
	}
	return out
}
