package engine

import (
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
)

// maxAttributes is how many custom attributes a container instance may have,
// and how many one request may name. API Reference, PutAttributes.
const maxAttributes = 10

// What a custom attribute may be. API Reference, Attribute.
var (
	attributeName  = regexp.MustCompile(`^[A-Za-z0-9_./\\-]{1,128}$`)
	attributeValue = regexp.MustCompile(`^[A-Za-z0-9_.@/\\: -]{1,128}$`)
)

// customAttribute is an attribute that somebody gave a container instance.
type customAttribute struct{ Name, Value string }

// check refuses what a custom attribute may not be. The names that ECS itself
// gives are kept from others: an engine's choice.
func (a customAttribute) check() *api.Error {
	switch {
	case !attributeName.MatchString(a.Name):
		return invalid("The attribute name '%s' is not of 1 to 128 letters, digits, or - _ . / \\.", a.Name).Ours()
	case strings.HasPrefix(a.Name, "ecs.") || strings.HasPrefix(a.Name, "com.amazonaws."):
		return invalid("The attribute name '%s' is reserved for Amazon ECS.", a.Name).Ours()
	case a.Value != "" && (!attributeValue.MatchString(a.Value) || strings.TrimSpace(a.Value) != a.Value):
		return invalid("The value of the attribute '%s' is not of 1 to 128 letters, digits, blanks inside, or - _ . @ / \\ :", a.Name).Ours()
	}
	return nil
}

// capabilities are what the agent of an ECS-optimised image says that it can do,
// as far as a task definition asks for it: names without a value. The list is an
// engine's choice.
var capabilities = []api.Attribute{
	{Name: "com.amazonaws.ecs.capability.ecr-auth"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.awsfirelens"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.awslogs"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.fluentd"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.gelf"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.journald"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.json-file"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.none"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.splunk"},
	{Name: "com.amazonaws.ecs.capability.logging-driver.syslog"},
	{Name: "com.amazonaws.ecs.capability.privileged-container"},
	{Name: "ecs.capability.container-health-check"},
	{Name: "ecs.capability.efs"},
	{Name: "ecs.capability.env-files.s3"},
	{Name: "ecs.capability.secrets.asm.environment-variables"},
	{Name: "ecs.capability.secrets.ssm.environment-variables"},
	{Name: "ecs.capability.task-eni"},
}

// attributesOf are all attributes of a container instance: those that the agent
// and ECS give, then the custom ones in the order in which they came, then what
// its agent can do.
func (w *World) attributesOf(c *containerInst) []api.Attribute {
	i := w.s.Instances.Get(c.Instance)
	s := w.s.Subnets.Get(i.Subnet)
	out := []api.Attribute{
		{Name: "ecs.ami-id", Value: i.ImageID},
		{Name: "ecs.availability-zone", Value: s.Zone},
		{Name: "ecs.instance-type", Value: i.Type},
		{Name: "ecs.os-type", Value: "linux"},
		{Name: "ecs.os-family", Value: "LINUX"},
		{Name: "ecs.cpu-architecture", Value: instanceTypes[i.Type].architecture()},
		{Name: "ecs.vpc-id", Value: s.VPC},
		{Name: "ecs.subnet-id", Value: s.ID},
	}
	if i.Trunk != "" {
		out = append(out, api.Attribute{Name: "ecs.awsvpc-trunk-id", Value: i.Trunk})
	}
	for _, a := range c.Attributes {
		out = append(out, api.Attribute{Name: a.Name, Value: a.Value})
	}
	return append(out, capabilities...)
}

// attributeValueOf is the value of an instance's attribute; empty when it has
// none.
func (w *World) attributeValueOf(c *containerInst, name string) string {
	for _, a := range c.Attributes { // their names are not those that ECS gives
		if a.Name == name {
			return a.Value
		}
	}
	for _, a := range w.attributesOf(c) {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

func tooManyAttributes() *api.Error {
	return api.Refuse("AttributeLimitExceededException", "A container instance has at most %d custom attributes.", maxAttributes).Ours()
}

// attributeTarget finds the container instance that an attribute of a request
// names.
func (w *World) attributeTarget(k *cluster, a api.Attribute) (*containerInst, *api.Error) {
	switch {
	case a.TargetId == "":
		return nil, invalid("The attribute '%s' names no target.", a.Name).Ours()
	case a.TargetType == "" && !strings.HasPrefix(a.TargetId, "arn:"):
		return nil, invalid("targetType must be specified where targetId is a short id.").Ours()
	}
	if c := w.containerInstance(k, a.TargetId); c != nil {
		return c, nil
	}
	return nil, api.Refuse("TargetNotFoundException", "The specified target was not found.").Ours()
}

// checkAttributes refuses a request that names too many attributes, or none.
func checkAttributes(in []api.Attribute) *api.Error {
	switch n := len(in); {
	case n == 0:
		return invalid("Attributes cannot be empty.").Ours()
	case n > maxAttributes:
		return invalid("At most %d attributes can be given with one request.", maxAttributes).Ours()
	}
	return nil
}

func (w *World) putAttributes(c *call, in *api.PutAttributesInput) (*api.PutAttributesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(in.Attributes); err != nil {
		return nil, err
	}
	after := map[string][]customAttribute{} // by container instance
	out := &api.PutAttributesOutput{}
	for _, a := range in.Attributes {
		fresh := customAttribute{a.Name, a.Value}
		if err := fresh.check(); err != nil {
			return nil, err
		}
		target, err := w.attributeTarget(k, a)
		if err != nil {
			return nil, err
		}
		if after[target.ARN] == nil {
			after[target.ARN] = slices.Clone(target.Attributes)
		}
		list := after[target.ARN]
		if at := slices.IndexFunc(list, func(have customAttribute) bool { return have.Name == a.Name }); at >= 0 {
			list[at] = fresh
		} else {
			list = append(list, fresh)
		}
		if len(list) > maxAttributes {
			return nil, tooManyAttributes()
		}
		after[target.ARN] = list
		out.Attributes = append(out.Attributes, api.Attribute{Name: a.Name, Value: a.Value, TargetId: target.ARN})
	}
	w.setAttributes(c, after)
	return out, nil
}

func (w *World) deleteAttributes(c *call, in *api.DeleteAttributesInput) (*api.DeleteAttributesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if err := checkAttributes(in.Attributes); err != nil {
		return nil, err
	}
	after := map[string][]customAttribute{}
	out := &api.DeleteAttributesOutput{Attributes: []api.Attribute{}}
	for _, a := range in.Attributes {
		if a.Value != "" {
			return nil, invalid("An attribute to delete is named without its value.").Ours()
		}
		target, err := w.attributeTarget(k, a)
		if err != nil {
			return nil, err
		}
		list, touched := after[target.ARN]
		if !touched {
			list = slices.Clone(target.Attributes)
		}
		if at := slices.IndexFunc(list, func(have customAttribute) bool { return have.Name == a.Name }); at >= 0 {
			out.Attributes = append(out.Attributes, api.Attribute{Name: a.Name, Value: list[at].Value, TargetId: target.ARN})
			list = slices.Delete(list, at, at+1)
		}
		after[target.ARN] = list
	}
	w.setAttributes(c, after)
	return out, nil
}

// setAttributes gives container instances their new custom attributes. No
// running task moves; what is placed from now on sees them.
func (w *World) setAttributes(c *call, after map[string][]customAttribute) {
	for _, arn := range sortedKeys(after) {
		target := w.s.ContainerInstances.Get(arn)
		if slices.Equal(target.Attributes, after[arn]) {
			continue
		}
		target.Attributes = after[arn]
		target.Version++
		words := make([]string, len(target.Attributes))
		for i, a := range target.Attributes {
			words[i] = a.String()
		}
		w.changed(c, w.shown(target.Instance)+" has the attributes "+orNone(strings.Join(words, ", ")), arn, target.Instance)
		w.passDaemons(target.Cluster)
	}
}

// String is "stack=prod", or the name alone.
func (a customAttribute) String() string {
	if a.Value == "" {
		return a.Name
	}
	return a.Name + "=" + a.Value
}

func (w *World) listAttributes(_ *call, in *api.ListAttributesInput) (*api.ListAttributesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if in.AttributeValue != "" && in.AttributeName == "" {
		return nil, invalid("attributeValue needs attributeName.").Ours()
	}
	out := &api.ListAttributesOutput{Attributes: []api.Attribute{}}
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster != k.Name {
			continue
		}
		for _, a := range w.attributesOf(c) {
			if (in.AttributeName == "" || a.Name == in.AttributeName) && (in.AttributeValue == "" || a.Value == in.AttributeValue) {
				a.TargetId = c.ARN
				out.Attributes = append(out.Attributes, a)
			}
		}
	}
	return out, nil
}
