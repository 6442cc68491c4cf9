package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/managed"
	"drydock/engine/policy"
	"drydock/engine/sim"
)

// linkedRole is what a service's role is called, and what it may do. "AWS services
// that work with IAM", and each service's page on service-linked roles.
type linkedRole struct{ service, name, policy string }

// linkedRoles are those of the services that run containers. Of some the
// permissions are not among the managed policies that are known here: their roles
// have none.
var linkedRoles = []linkedRole{
	{ecsService, "AWSServiceRoleForECS", "AmazonECSServiceRolePolicy"},
	{"ecs-compute.amazonaws.com", "AWSServiceRoleForECSCompute", "AmazonECSComputeServiceRolePolicy"},
	{"ecs.application-autoscaling.amazonaws.com", "AWSServiceRoleForApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"},
	{"eks.amazonaws.com", "AWSServiceRoleForAmazonEKS", "AmazonEKSServiceRolePolicy"},
	{"eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"},
	{"eks-fargate.amazonaws.com", "AWSServiceRoleForAmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"},
	{"replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication", "ECRReplicationServiceRolePolicy"},
	{"pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"},
	{"apprunner.amazonaws.com", "AWSServiceRoleForAppRunner", "AppRunnerServiceRolePolicy"},
	{"networking.apprunner.amazonaws.com", "AWSServiceRoleForAppRunnerNetworking", "AppRunnerNetworkingServiceRolePolicy"},
	{elbService, "AWSServiceRoleForElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"},
}

// linkedRoleOf is the row of a service; nil when it has none.
func linkedRoleOf(service string) *linkedRole {
	for i := range linkedRoles {
		if linkedRoles[i].service == service {
			return &linkedRoles[i]
		}
	}
	return nil
}

// linkRole is the service-linked role of a service, which is made when it is not
// there; nil for a service that has none. The unique id comes from a stream of its
// own, so that a service that makes its role shifts no other id.
func (w *World) linkRole(service string) *iamRole {
	l := linkedRoleOf(service)
	if l == nil {
		return nil
	}
	if r := w.s.Roles.Get(iamKey(l.name)); r != nil {
		return r
	}
	ids := sim.NewStream(w.cfg.Seed, fmt.Sprintf("iam %s at %d", service, w.s.Now))
	r := &iamRole{
		Name: l.name, Path: "/aws-service-role/" + service + "/", ID: uniqueID(&ids, "AROA"), Created: w.s.Now,
		Trust: TrustPolicy(service), MaxSession: policy.DefaultSession, Service: service, LastUsed: unset,
	}
	r.ARN = w.iamARN("role", r.Path, r.Name)
	if arn := "arn:aws:iam::aws:policy/aws-service-role/" + l.policy; managed.Find(arn) != nil {
		r.Rights.Attached = []string{arn}
	}
	w.s.Roles.Put(iamKey(r.Name), r)
	return r
}

// mayLink reports whether a caller may have a service make its role: it needs
// iam:CreateServiceLinkedRole for that service. "Using service-linked roles for
// Amazon ECS".
func (w *World) mayLink(as Principal, l *linkedRole) bool {
	if as == Scenario {
		return true
	}
	c := w.callerOf(as)
	var with policy.Context
	with.Set("iam:AWSServiceName", l.service)
	_, d := w.ask(&c, "iam:CreateServiceLinkedRole", w.iamARN("role", "/aws-service-role/"+l.service+"/", l.name), with, nil)
	return d.Effect == policy.Allowed
}

// linkFor has a service make its role, if it is not there and the caller may have it
// made, and returns words to tell it by: ECS does so when a cluster or a service is
// created. A caller who may not makes the cluster without it.
func (w *World) linkFor(c *call, service string) string {
	l := linkedRoleOf(service)
	if w.s.Roles.Get(iamKey(l.name)) != nil || !w.mayLink(c.as, l) {
		return ""
	}
	w.linkRole(service)
	w.forgetAnswers()
	return ", and the service-linked role " + l.name
}

// checkLinked refuses what ECS cannot do without its service-linked role, network
// interfaces and the registration of targets, where that is not there and the caller
// may not have it made. "Using service-linked roles for Amazon ECS".
func (w *World) checkLinked(c *call) *api.Error {
	l := linkedRoleOf(ecsService)
	if w.s.Roles.Get(iamKey(l.name)) != nil || w.mayLink(c.as, l) {
		return nil
	}
	return invalid("Unable to assume the service linked role. Please verify that the ECS service linked role exists.")
}

func (w *World) createServiceLinkedRole(c *call, in *api.CreateServiceLinkedRoleInput) (*api.CreateServiceLinkedRoleOutput, *api.Error) {
	l := linkedRoleOf(in.AWSServiceName)
	switch {
	case l == nil:
		return nil, api.Refuse("InvalidInput", "Service role for %s is not known here: there are those of Amazon ECS, EKS, ECR, App Runner, Elastic Load Balancing and Application Auto Scaling.", in.AWSServiceName).Ours()
	case in.CustomSuffix != "":
		return nil, api.Refuse("InvalidInput", "Custom suffix is not allowed for %s", l.service)
	case w.s.Roles.Get(iamKey(l.name)) != nil:
		return nil, api.Refuse("InvalidInput", "Service role name %s has been taken in this account, please try a different suffix.", l.name)
	}
	r := w.linkRole(l.service)
	r.Description = in.Description
	w.changed(c, "role "+r.Name, r.ARN)
	out := w.describedRole(r)
	out.RoleLastUsed = nil
	return &api.CreateServiceLinkedRoleOutput{Role: &out}, nil
}

// linkedUse are the ARNs of what uses a service-linked role, and the reason why it
// is not deleted then. "Using service-linked roles for Amazon ECS": no cluster may
// be ACTIVE; and for Elastic Load Balancing no load balancer may be there.
func (w *World) linkedUse(r *iamRole) (arns []string, reason string) {
	switch r.Service {
	case ecsService:
		each(&w.s.Clusters, func(k *cluster) {
			if k.Status == "ACTIVE" {
				arns = append(arns, k.ARN)
			}
		})
		each(&w.s.Services, func(s *service) {
			if s.Status == "ACTIVE" {
				arns = append(arns, s.ARN)
			}
		})
		return arns, "Amazon ECS uses the role: there are clusters or services that are ACTIVE."
	case elbService:
		each(&w.s.LoadBalancers, func(l *loadBalancer) { arns = append(arns, l.ARN) })
		return arns, "Elastic Load Balancing uses the role: there are load balancers."
	}
	return nil, ""
}

// deleteServiceLinkedRole accepts the deletion and does it at once, or not at all
// when the service uses the role: AWS takes a while (engine's choice).
func (w *World) deleteServiceLinkedRole(c *call, in *api.DeleteServiceLinkedRoleInput) (*api.DeleteServiceLinkedRoleOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	r := h.role
	if r.Service == "" {
		return nil, api.Refuse("InvalidInput", "%s is no service-linked role: use DeleteRole.", r.Name).Ours()
	}
	d := &roleDeletion{ID: fmt.Sprintf("task/aws-service-role/%s/%s/%s", r.Service, r.Name, dashed(w.s.IDs.Hex(32))), Status: "SUCCEEDED"}
	if used, reason := w.linkedUse(r); len(used) > 0 {
		d.Status, d.Reason, d.Used = "FAILED", reason, used
	} else {
		w.s.Roles.Drop(iamKey(r.Name))
	}
	w.s.Deletions.Put(d.ID, d)
	w.changed(c, "role "+r.Name, r.ARN)
	return &api.DeleteServiceLinkedRoleOutput{DeletionTaskId: d.ID}, nil
}

func (w *World) getServiceLinkedRoleDeletionStatus(_ *call, in *api.GetServiceLinkedRoleDeletionStatusInput) (*api.GetServiceLinkedRoleDeletionStatusOutput, *api.Error) {
	d := w.s.Deletions.Get(in.DeletionTaskId)
	if d == nil {
		return nil, api.Refuse("NoSuchEntity", "There is no deletion with the id %s.", in.DeletionTaskId).Ours()
	}
	out := &api.GetServiceLinkedRoleDeletionStatusOutput{Status: d.Status}
	if d.Reason != "" {
		out.Reason = &api.DeletionTaskFailureReason{Reason: d.Reason, RoleUsageList: []api.RoleUsage{{Region: w.cfg.Region, Resources: slices.Clone(d.Used)}}}
	}
	return out, nil
}
