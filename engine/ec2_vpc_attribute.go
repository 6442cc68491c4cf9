package engine

import (
	"fmt"

	"drydock/engine/api"
)

func (w *World) modifyVpcAttribute(c *call, in *api.ModifyVpcAttributeInput) (*api.Nothing, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	support, hostnames := switched(in.EnableDnsSupport), switched(in.EnableDnsHostnames)
	switch {
	case support != nil && hostnames != nil:
		return nil, api.Refuse("InvalidParameterCombination", "Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport")
	case support == nil && hostnames == nil:
		return nil, api.Refuse("InvalidParameterCombination", "No attributes specified.")
	case yes(hostnames) && !v.DNSSupport:
		return nil, api.Refuse("InvalidParameterCombination", "DNS hostnames of %s can be enabled only while DNS support is.", v.ID).Ours()
	}
	if support != nil && *support != v.DNSSupport {
		v.DNSSupport = *support
		w.changed(c, fmt.Sprintf("%s EnableDnsSupport=%t", w.shown(v.ID), *support), v.ID)
	}
	if hostnames != nil && *hostnames != v.DNSHostnames {
		v.DNSHostnames = *hostnames
		w.changed(c, fmt.Sprintf("%s EnableDnsHostnames=%t", w.shown(v.ID), *hostnames), v.ID)
	}
	return &api.Nothing{}, nil
}

// switched is the truth value of an attribute in a request; nil when it is not given.
func switched(in *api.AttributeBooleanValue) *bool {
	if in == nil {
		return nil
	}
	return in.Value
}

func (w *World) describeVpcAttribute(_ *call, in *api.DescribeVpcAttributeInput) (*api.DescribeVpcAttributeOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	out := &api.DescribeVpcAttributeOutput{VpcId: v.ID}
	is := func(on bool) *api.AttributeBooleanValue { return &api.AttributeBooleanValue{Value: &on} }
	switch in.Attribute {
	case "enableDnsSupport":
		out.EnableDnsSupport = is(v.DNSSupport)
	case "enableDnsHostnames":
		out.EnableDnsHostnames = is(v.DNSHostnames)
	default:
		out.EnableNetworkAddressUsageMetrics = is(false)
	}
	return out, nil
}
