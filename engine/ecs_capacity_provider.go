package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/scaling"
)

// The capacity providers of Fargate, which every account has. "Amazon ECS capacity
// providers for Fargate".
const (
	providerFargate = "FARGATE"
	providerSpot    = "FARGATE_SPOT"
)

// Limits of capacity providers. API Reference, CapacityProviderStrategyItem and
// CreateCapacityProvider; "Amazon ECS service quotas".
const (
	maxProviders = 20
	maxBase      = 100_000
	maxWeight    = 1000
)

// fargateProviders are the capacity providers that there are.
func fargateProviders() []string { return []string{providerFargate, providerSpot} }

// provider is the name of a capacity provider that there is; "" for another.
func (w *World) provider(id string) string {
	name := strings.TrimPrefix(id, w.ecsARN("capacity-provider", ""))
	if slices.Contains(fargateProviders(), name) {
		return name
	}
	return ""
}

func (w *World) describeCapacityProviders(_ *call, in *api.DescribeCapacityProvidersInput) (*api.DescribeCapacityProvidersOutput, *api.Error) {
	if len(in.CapacityProviders) > maxDescribed {
		return nil, invalid("At most %d capacity providers can be given with one request.", maxDescribed).Ours()
	}
	out := &api.DescribeCapacityProvidersOutput{CapacityProviders: []api.CapacityProvider{}, Failures: []api.Failure{}}
	wanted := in.CapacityProviders
	if wanted == nil {
		wanted = fargateProviders()
	}
	for _, id := range wanted {
		name := w.provider(id)
		if name == "" {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("capacity-provider", "", id), Reason: "MISSING"})
			continue
		}
		out.CapacityProviders = append(out.CapacityProviders, api.CapacityProvider{
			CapacityProviderArn: w.ecsARN("capacity-provider", name), Name: name, Status: "ACTIVE", Tags: []api.ECSTag{}, Type: name,
		})
	}
	return out, nil
}

// notAProvider is what the name of a capacity provider must not begin with. API
// Reference, CreateCapacityProvider.
var notAProvider = regexp.MustCompile(`^(aws|ecs|fargate)`)

// createCapacityProvider checks a request. There are no Auto Scaling groups yet, and
// so no capacity providers with one.
func (w *World) createCapacityProvider(_ *call, in *api.CreateCapacityProviderInput) (*api.CreateCapacityProviderOutput, *api.Error) {
	switch {
	case !ecsName(in.Name):
		return nil, clientError("The name of a capacity provider has 1 to 255 letters, digits, hyphens and underscores.").Ours()
	case notAProvider.MatchString(strings.ToLower(in.Name)):
		return nil, clientError("The name of a capacity provider must not begin with aws, ecs or fargate.").Ours()
	case in.AutoScalingGroupProvider == nil:
		return nil, clientError("A capacity provider needs an autoScalingGroupProvider.").Ours()
	case !strings.HasPrefix(in.AutoScalingGroupProvider.AutoScalingGroupArn, "arn:aws:autoscaling:"):
		return nil, clientError("The autoScalingGroupArn '%s' is no ARN of an Auto Scaling group.", in.AutoScalingGroupProvider.AutoScalingGroupArn).Ours()
	}
	return nil, notYet("A capacity provider with an Auto Scaling group")
}

func (w *World) updateCapacityProvider(_ *call, in *api.UpdateCapacityProviderInput) (*api.UpdateCapacityProviderOutput, *api.Error) {
	return nil, w.notOurs(in.Name, "updated")
}

func (w *World) deleteCapacityProvider(_ *call, in *api.DeleteCapacityProviderInput) (*api.DeleteCapacityProviderOutput, *api.Error) {
	return nil, w.notOurs(in.CapacityProvider, "deleted")
}

// notOurs refuses to change a capacity provider: those of Fargate are AWS's, and
// there are no others.
func (w *World) notOurs(id, done string) *api.Error {
	if name := w.provider(id); name != "" {
		return clientError("The capacity provider %s is AWS's own and cannot be %s.", name, done).Ours()
	}
	return clientError("The specified capacity provider does not exist: %s.", id).Ours()
}

func (w *World) putClusterCapacityProviders(c *call, in *api.PutClusterCapacityProvidersInput) (*api.PutClusterCapacityProvidersOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	names, items, err := w.readClusterProviders(in.CapacityProviders, in.DefaultCapacityProviderStrategy)
	if err != nil {
		return nil, err
	}
	for _, gone := range k.Providers {
		if !slices.Contains(names, gone) && w.providerInUse(k, gone) {
			return nil, api.Refuse("ResourceInUseException", "The capacity provider %s is used by tasks or services of the cluster.", gone).Ours()
		}
	}
	if !slices.Equal(k.Providers, names) || !slices.Equal(k.Strategy, items) {
		k.Providers, k.Strategy = names, items
		w.changed(c, k.Name+" has the capacity providers "+orNone(strings.Join(names, ", "))+", by default "+orNone(itemWords(items)), k.ARN)
	}
	out := w.clusterView(k)
	return &api.PutClusterCapacityProvidersOutput{Cluster: &out}, nil
}

// readClusterProviders checks the capacity providers of a cluster and its default
// strategy.
func (w *World) readClusterProviders(providers []string, strategy []api.CapacityProviderStrategyItem) ([]string, []scaling.Item, *api.Error) {
	if len(providers) > maxProviders {
		return nil, nil, invalid("A cluster has at most %d capacity providers.", maxProviders).Ours()
	}
	var names []string
	for _, id := range providers {
		name := w.provider(id)
		if name == "" {
			return nil, nil, invalid("The specified capacity provider '%s' was not found.", id).Ours()
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	items, err := w.readStrategy(&cluster{Providers: names}, strategy)
	return names, items, err
}

// providerInUse reports whether tasks or services of a cluster use a capacity
// provider. API Reference, PutClusterCapacityProviders.
func (w *World) providerInUse(k *cluster, name string) bool {
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name && t.Provider == name && t.LastStatus != taskStopped {
			return true
		}
	}
	names := func(i scaling.Item) bool { return i.Provider == name }
	inSet := func(ts taskSet) bool { return slices.ContainsFunc(ts.Providers, names) }
	for s := range w.s.Services.All() {
		if s.Cluster == k.Name && s.Status == "ACTIVE" && (slices.ContainsFunc(s.Providers, names) || slices.ContainsFunc(s.TaskSets, inSet)) {
			return true
		}
	}
	return false
}

// readStrategy checks a capacity provider strategy. API Reference,
// CapacityProviderStrategyItem.
func (w *World) readStrategy(k *cluster, in []api.CapacityProviderStrategyItem) ([]scaling.Item, *api.Error) {
	var out []scaling.Item
	bases, weights := 0, int64(0)
	for _, i := range in {
		item := scaling.Item{Provider: w.provider(i.CapacityProvider), Base: i.Base, Weight: i.Weight}
		switch {
		case !slices.Contains(k.Providers, item.Provider):
			return nil, invalid("The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster: '%s'. Associate it first, and try again.", i.CapacityProvider).Ours()
		case slices.ContainsFunc(out, func(have scaling.Item) bool { return have.Provider == item.Provider }):
			return nil, invalid("The capacity provider '%s' stands in the strategy more than once.", i.CapacityProvider).Ours()
		case item.Base < 0 || item.Base > maxBase:
			return nil, invalid("base must be from 0 to %d.", maxBase).Ours()
		case item.Weight < 0 || item.Weight > maxWeight:
			return nil, invalid("weight must be from 0 to %d.", maxWeight).Ours()
		}
		if item.Base > 0 {
			bases++
		}
		weights += item.Weight
		out = append(out, item)
	}
	switch {
	case len(in) > maxProviders:
		return nil, invalid("A capacity provider strategy has at most %d items.", maxProviders).Ours()
	case bases > 1:
		return nil, invalid("There are multiple capacity providers in the specified capacity provider strategy with a base value defined")
	case len(out) > 1 && weights == 0:
		return nil, invalid("At least one capacity provider of the strategy must have a weight greater than 0.").Ours()
	}
	if len(out) == 1 && weights == 0 {
		out[0].Weight = 1 // with one provider there is nothing to share
	}
	return out, nil
}

// itemWords names a strategy in a line.
func itemWords(items []scaling.Item) string {
	var words []string
	for _, i := range items {
		word := i.Provider + " weight " + fmt.Sprint(i.Weight)
		if i.Base > 0 {
			word += " base " + fmt.Sprint(i.Base)
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// itemViews are a strategy as the API shows it.
func itemViews(items []scaling.Item) []api.CapacityProviderStrategyItem {
	out := []api.CapacityProviderStrategyItem{}
	for _, i := range items {
		out = append(out, api.CapacityProviderStrategyItem{CapacityProvider: i.Provider, Weight: i.Weight, Base: i.Base})
	}
	return out
}
