package engine

import (
	"fmt"

	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// endpointPolicy is the policy of the VPC endpoint through which a request comes;
// nil for none, and for the default one, which allows everything. "Control access to
// VPC endpoints using endpoint policies", AWS PrivateLink Guide.
func (w *World) endpointPolicy(with policy.Context) *policy.Policy {
	id, ok := with.Value("aws:SourceVpce")
	if !ok {
		return nil
	}
	e := w.s.Endpoints.Get(id)
	if e == nil || e.Policy == "" {
		return nil
	}
	return w.compiled(e.ID, e.Policy, policy.Endpoint)
}

// signed is what a signed address allows, to whoever has it: what it is of.
const signedStatement = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",%s"Action":"*","Resource":"*"}]}`

var (
	signedFor, _ = policy.Parse("signed address", fmt.Sprintf(signedStatement, ""), policy.Managed)
	signedOn, _  = policy.Parse("signed address", fmt.Sprintf(signedStatement, `"Principal":"*",`), policy.Resource)
)

// awsAccount stands for the account of AWS that owns the buckets of layers.
const awsAccount = "999999999999"

// endpointAdmits asks the policy of an endpoint alone about a request that carries
// its permission with it, as a signed address does.
func (w *World) endpointAdmits(p network.Path, c *caller, action, resource string, rec *trace.Recorder) policy.Decision {
	with := w.callKeysOf(p)
	r := policy.Request{Principal: c.who, Action: action, Resource: resource, ResourceAccount: awsAccount, Context: w.requestContext(c, with)}
	return policy.Evaluate(&r, &policy.Policies{Identity: []*policy.Policy{signedFor}, Resource: signedOn, Endpoint: w.endpointPolicy(with)}, rec)
}
