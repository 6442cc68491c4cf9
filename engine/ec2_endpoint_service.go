package engine

import (
	"slices"

	"drydock/engine/api"
)

// describeVpcEndpointServices lists the services that Drydock knows. Those with both
// types of endpoints stand there once for each type, as with AWS.
func (w *World) describeVpcEndpointServices(_ *call, in *api.DescribeVpcEndpointServicesInput) (*api.DescribeVpcEndpointServicesOutput, *api.Error) {
	out := &api.DescribeVpcEndpointServicesOutput{ServiceNames: []string{}, ServiceDetails: []api.ServiceDetail{}}
	for _, d := range w.endpointServices() {
		match, err := w.filter(in.Filters, map[string][]string{"owner": {d.Owner}, "service-name": {d.ServiceName}, "service-type": {d.ServiceType[0].ServiceType}})
		if err != nil {
			return nil, err
		}
		if !match || in.ServiceNames != nil && !slices.Contains(in.ServiceNames, d.ServiceName) {
			continue
		}
		out.ServiceDetails = append(out.ServiceDetails, d)
		if !slices.Contains(out.ServiceNames, d.ServiceName) {
			out.ServiceNames = append(out.ServiceNames, d.ServiceName)
		}
	}
	for _, name := range in.ServiceNames {
		if !slices.ContainsFunc(awsEndpoints, func(e awsEndpoint) bool { return endpointName(w.cfg.Region, e.name) == name }) {
			return nil, api.Refuse("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist", name)
		}
	}
	return out, nil
}

// endpointServices are the services with the types of their endpoints.
func (w *World) endpointServices() []api.ServiceDetail {
	var out []api.ServiceDetail
	for i := range awsEndpoints {
		e := &awsEndpoints[i]
		detail := api.ServiceDetail{
			ServiceName: endpointName(w.cfg.Region, e.name), AvailabilityZones: w.zones(), Owner: "amazon",
			BaseEndpointDnsNames: []string{e.hostIn(w.cfg.Region)}, VpcEndpointPolicySupported: true,
		}
		if e.gateway {
			detail.ServiceType = []api.ServiceTypeDetail{{ServiceType: endpointGateway}}
			out = append(out, detail)
		}
		detail.ServiceType = []api.ServiceTypeDetail{{ServiceType: endpointInterface}}
		if !e.only {
			detail.PrivateDnsName = e.hostIn(w.cfg.Region)
			detail.PrivateDnsNames = []api.PrivateDnsDetails{{PrivateDnsName: detail.PrivateDnsName}}
		}
		out = append(out, detail)
	}
	return out
}
