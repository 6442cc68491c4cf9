package engine

import (
	"drydock/engine/api"
	"drydock/engine/sim"
)

// handler answers one operation. It checks everything first and changes state
// after, so that a refused call changes nothing.
type handler func(w *World, c *call, in any) (any, *api.Error)

// on makes a handler of a method with typed input and output.
func on[In, Out any](f func(*World, *call, *In) (*Out, *api.Error)) handler {
	return func(w *World, c *call, in any) (any, *api.Error) {
		out, err := f(w, c, in.(*In))
		if err != nil {
			return nil, err
		}
		return out, nil
	}
}

// handlers has one for every operation of the table in package api; a test
// holds the two together.
var handlers = map[string]handler{
	"drydock:NameResource":     on((*World).nameResource),
	"drydock:DeclareImage":     on((*World).declareImage),
	"drydock:BootInstance":     on((*World).bootInstance),
	"drydock:CrashTask":        on((*World).crashTask),
	"drydock:FailInstance":     on((*World).failInstance),
	"drydock:DisconnectAgent":  on((*World).disconnectAgent),
	"drydock:FinishFileSystem": on((*World).finishFileSystem),
	"drydock:ReclaimSpot":      on((*World).reclaimSpot),
	"drydock:MovePorts":        on((*World).movePorts),
	"drydock:DeclareResource":  on((*World).declareResource),
	"drydock:PutControlPolicy": on((*World).putControlPolicy),
	"drydock:DeclareDatabase":  on((*World).declareDatabase),

	"sts:GetCallerIdentity": on((*World).getCallerIdentity),
	"sts:AssumeRole":        on((*World).assumeRole),

	"iam:CreateGroup":                        on((*World).createGroup),
	"iam:GetGroup":                           on((*World).getGroup),
	"iam:ListGroups":                         on((*World).listGroups),
	"iam:DeleteGroup":                        on((*World).deleteGroup),
	"iam:UpdateGroup":                        on((*World).updateGroup),
	"iam:AddUserToGroup":                     on((*World).addUserToGroup),
	"iam:RemoveUserFromGroup":                on((*World).removeUserFromGroup),
	"iam:PutGroupPolicy":                     on((*World).putGroupPolicy),
	"iam:GetGroupPolicy":                     on((*World).getGroupPolicy),
	"iam:ListGroupPolicies":                  on((*World).listGroupPolicies),
	"iam:DeleteGroupPolicy":                  on((*World).deleteGroupPolicy),
	"iam:AttachGroupPolicy":                  on((*World).attachGroupPolicy),
	"iam:DetachGroupPolicy":                  on((*World).detachGroupPolicy),
	"iam:ListAttachedGroupPolicies":          on((*World).listAttachedGroupPolicies),
	"iam:CreatePolicy":                       on((*World).createPolicy),
	"iam:GetPolicy":                          on((*World).getPolicy),
	"iam:ListPolicies":                       on((*World).listPolicies),
	"iam:DeletePolicy":                       on((*World).deletePolicy),
	"iam:CreatePolicyVersion":                on((*World).createPolicyVersion),
	"iam:GetPolicyVersion":                   on((*World).getPolicyVersion),
	"iam:ListPolicyVersions":                 on((*World).listPolicyVersions),
	"iam:DeletePolicyVersion":                on((*World).deletePolicyVersion),
	"iam:SetDefaultPolicyVersion":            on((*World).setDefaultPolicyVersion),
	"iam:ListEntitiesForPolicy":              on((*World).listEntitiesForPolicy),
	"iam:TagPolicy":                          on((*World).tagPolicy),
	"iam:UntagPolicy":                        on((*World).untagPolicy),
	"iam:ListPolicyTags":                     on((*World).listPolicyTags),
	"iam:CreateInstanceProfile":              on((*World).createInstanceProfile),
	"iam:GetInstanceProfile":                 on((*World).getInstanceProfile),
	"iam:ListInstanceProfiles":               on((*World).listInstanceProfiles),
	"iam:DeleteInstanceProfile":              on((*World).deleteInstanceProfile),
	"iam:AddRoleToInstanceProfile":           on((*World).addRoleToInstanceProfile),
	"iam:RemoveRoleFromInstanceProfile":      on((*World).removeRoleFromInstanceProfile),
	"iam:ListInstanceProfilesForRole":        on((*World).listInstanceProfilesForRole),
	"iam:CreateRole":                         on((*World).createRole),
	"iam:GetRole":                            on((*World).getRole),
	"iam:ListRoles":                          on((*World).listRoles),
	"iam:DeleteRole":                         on((*World).deleteRole),
	"iam:UpdateRole":                         on((*World).updateRole),
	"iam:UpdateRoleDescription":              on((*World).updateRoleDescription),
	"iam:UpdateAssumeRolePolicy":             on((*World).updateAssumeRolePolicy),
	"iam:PutRolePolicy":                      on((*World).putRolePolicy),
	"iam:GetRolePolicy":                      on((*World).getRolePolicy),
	"iam:ListRolePolicies":                   on((*World).listRolePolicies),
	"iam:DeleteRolePolicy":                   on((*World).deleteRolePolicy),
	"iam:AttachRolePolicy":                   on((*World).attachRolePolicy),
	"iam:DetachRolePolicy":                   on((*World).detachRolePolicy),
	"iam:ListAttachedRolePolicies":           on((*World).listAttachedRolePolicies),
	"iam:PutRolePermissionsBoundary":         on((*World).putRolePermissionsBoundary),
	"iam:DeleteRolePermissionsBoundary":      on((*World).deleteRolePermissionsBoundary),
	"iam:TagRole":                            on((*World).tagRole),
	"iam:UntagRole":                          on((*World).untagRole),
	"iam:ListRoleTags":                       on((*World).listRoleTags),
	"iam:CreateServiceLinkedRole":            on((*World).createServiceLinkedRole),
	"iam:DeleteServiceLinkedRole":            on((*World).deleteServiceLinkedRole),
	"iam:GetServiceLinkedRoleDeletionStatus": on((*World).getServiceLinkedRoleDeletionStatus),
	"iam:SimulateCustomPolicy":               on((*World).simulateCustomPolicy),
	"iam:SimulatePrincipalPolicy":            on((*World).simulatePrincipalPolicy),
	"iam:GetContextKeysForCustomPolicy":      on((*World).getContextKeysForCustomPolicy),
	"iam:GetContextKeysForPrincipalPolicy":   on((*World).getContextKeysForPrincipalPolicy),
	"iam:CreateUser":                         on((*World).createUser),
	"iam:GetUser":                            on((*World).getUser),
	"iam:ListUsers":                          on((*World).listUsers),
	"iam:DeleteUser":                         on((*World).deleteUser),
	"iam:UpdateUser":                         on((*World).updateUser),
	"iam:PutUserPolicy":                      on((*World).putUserPolicy),
	"iam:GetUserPolicy":                      on((*World).getUserPolicy),
	"iam:ListUserPolicies":                   on((*World).listUserPolicies),
	"iam:DeleteUserPolicy":                   on((*World).deleteUserPolicy),
	"iam:AttachUserPolicy":                   on((*World).attachUserPolicy),
	"iam:DetachUserPolicy":                   on((*World).detachUserPolicy),
	"iam:ListAttachedUserPolicies":           on((*World).listAttachedUserPolicies),
	"iam:PutUserPermissionsBoundary":         on((*World).putUserPermissionsBoundary),
	"iam:DeleteUserPermissionsBoundary":      on((*World).deleteUserPermissionsBoundary),
	"iam:CreateAccessKey":                    on((*World).createAccessKey),
	"iam:ListAccessKeys":                     on((*World).listAccessKeys),
	"iam:UpdateAccessKey":                    on((*World).updateAccessKey),
	"iam:DeleteAccessKey":                    on((*World).deleteAccessKey),
	"iam:TagUser":                            on((*World).tagUser),
	"iam:UntagUser":                          on((*World).untagUser),
	"iam:ListUserTags":                       on((*World).listUserTags),
	"iam:ListGroupsForUser":                  on((*World).listGroupsForUser),

	"ec2:CreateVpc":                       on((*World).createVpc),
	"ec2:DeleteVpc":                       on((*World).deleteVpc),
	"ec2:ModifyVpcAttribute":              on((*World).modifyVpcAttribute),
	"ec2:DescribeVpcAttribute":            on((*World).describeVpcAttribute),
	"ec2:DeleteSubnet":                    on((*World).deleteSubnet),
	"ec2:DetachInternetGateway":           on((*World).detachInternetGateway),
	"ec2:DeleteInternetGateway":           on((*World).deleteInternetGateway),
	"ec2:DeleteRouteTable":                on((*World).deleteRouteTable),
	"ec2:DisassociateRouteTable":          on((*World).disassociateRouteTable),
	"ec2:ReplaceRouteTableAssociation":    on((*World).replaceRouteTableAssociation),
	"ec2:ReplaceRoute":                    on((*World).replaceRoute),
	"ec2:DeleteRoute":                     on((*World).deleteRoute),
	"ec2:AllocateAddress":                 on((*World).allocateAddress),
	"ec2:ReleaseAddress":                  on((*World).releaseAddress),
	"ec2:AssociateAddress":                on((*World).associateAddress),
	"ec2:DisassociateAddress":             on((*World).disassociateAddress),
	"ec2:DescribeAddresses":               on((*World).describeAddresses),
	"ec2:CreateNatGateway":                on((*World).createNatGateway),
	"ec2:DeleteNatGateway":                on((*World).deleteNatGateway),
	"ec2:DescribeNatGateways":             on((*World).describeNatGateways),
	"ec2:CreateVpcEndpoint":               on((*World).createVpcEndpoint),
	"ec2:ModifyVpcEndpoint":               on((*World).modifyVpcEndpoint),
	"ec2:DeleteVpcEndpoints":              on((*World).deleteVpcEndpoints),
	"ec2:DescribeVpcEndpoints":            on((*World).describeVpcEndpoints),
	"ec2:DescribeVpcEndpointServices":     on((*World).describeVpcEndpointServices),
	"ec2:DescribePrefixLists":             on((*World).describePrefixLists),
	"ec2:DescribeManagedPrefixLists":      on((*World).describeManagedPrefixLists),
	"ec2:CreateNetworkAcl":                on((*World).createNetworkACL),
	"ec2:DeleteNetworkAcl":                on((*World).deleteNetworkACL),
	"ec2:CreateNetworkAclEntry":           on((*World).createNetworkACLEntry),
	"ec2:ReplaceNetworkAclEntry":          on((*World).replaceNetworkACLEntry),
	"ec2:DeleteNetworkAclEntry":           on((*World).deleteNetworkACLEntry),
	"ec2:ReplaceNetworkAclAssociation":    on((*World).replaceNetworkACLAssociation),
	"ec2:DescribeNetworkAcls":             on((*World).describeNetworkACLs),
	"ec2:DescribeNetworkInterfaces":       on((*World).describeNetworkInterfaces),
	"ec2:ModifyNetworkInterfaceAttribute": on((*World).modifyNetworkInterfaceAttribute),
	"ec2:DescribeVpcs":                    on((*World).describeVpcs),
	"ec2:CreateSubnet":                    on((*World).createSubnet),
	"ec2:DescribeSubnets":                 on((*World).describeSubnets),
	"ec2:ModifySubnetAttribute":           on((*World).modifySubnetAttribute),
	"ec2:CreateInternetGateway":           on((*World).createInternetGateway),
	"ec2:AttachInternetGateway":           on((*World).attachInternetGateway),
	"ec2:DescribeInternetGateways":        on((*World).describeInternetGateways),
	"ec2:CreateRouteTable":                on((*World).createRouteTable),
	"ec2:CreateRoute":                     on((*World).createRoute),
	"ec2:AssociateRouteTable":             on((*World).associateRouteTable),
	"ec2:DescribeRouteTables":             on((*World).describeRouteTables),
	"ec2:CreateSecurityGroup":             on((*World).createSecurityGroup),
	"ec2:DeleteSecurityGroup":             on((*World).deleteSecurityGroup),
	"ec2:DescribeSecurityGroups":          on((*World).describeSecurityGroups),
	"ec2:DescribeSecurityGroupRules":      on((*World).describeSecurityGroupRules),
	"ec2:AuthorizeSecurityGroupIngress":   on((*World).authorizeIngress),
	"ec2:AuthorizeSecurityGroupEgress":    on((*World).authorizeEgress),
	"ec2:RevokeSecurityGroupIngress":      on((*World).revokeIngress),
	"ec2:RevokeSecurityGroupEgress":       on((*World).revokeEgress),
	"ec2:ModifySecurityGroupRules":        on((*World).modifySecurityGroupRules),
	"ec2:RunInstances":                    on((*World).runInstances),
	"ec2:DescribeInstances":               on((*World).describeInstances),
	"ec2:ModifyInstanceAttribute":         on((*World).modifyInstanceAttribute),

	"ec2:StartInstances":     on((*World).startInstances),
	"ec2:StopInstances":      on((*World).stopInstances),
	"ec2:TerminateInstances": on((*World).terminateInstances),

	"ec2:DescribeVolumes": on((*World).describeVolumes),

	"ec2:AssociateIamInstanceProfile":            on((*World).associateProfile),
	"ec2:DisassociateIamInstanceProfile":         on((*World).disassociateProfile),
	"ec2:ReplaceIamInstanceProfileAssociation":   on((*World).replaceProfile),
	"ec2:DescribeIamInstanceProfileAssociations": on((*World).describeProfiles),

	"efs:CreateFileSystem":                  on((*World).createFileSystem),
	"efs:DescribeFileSystems":               on((*World).describeFileSystems),
	"efs:DeleteFileSystem":                  on((*World).deleteFileSystem),
	"efs:CreateMountTarget":                 on((*World).createMountTarget),
	"efs:DescribeMountTargets":              on((*World).describeMountTargets),
	"efs:DeleteMountTarget":                 on((*World).deleteMountTarget),
	"efs:ModifyMountTargetSecurityGroups":   on((*World).modifyMountTargetSecurityGroups),
	"efs:DescribeMountTargetSecurityGroups": on((*World).describeMountTargetSecurityGroups),

	"ecs:PutClusterCapacityProviders":   on((*World).putClusterCapacityProviders),
	"ecs:DescribeCapacityProviders":     on((*World).describeCapacityProviders),
	"ecs:CreateCapacityProvider":        on((*World).createCapacityProvider),
	"ecs:UpdateCapacityProvider":        on((*World).updateCapacityProvider),
	"ecs:DeleteCapacityProvider":        on((*World).deleteCapacityProvider),
	"ecs:CreateCluster":                 on((*World).createCluster),
	"ecs:DescribeClusters":              on((*World).describeClusters),
	"ecs:ListClusters":                  on((*World).listClusters),
	"ecs:RegisterTaskDefinition":        on((*World).registerTaskDefinition),
	"ecs:DescribeTaskDefinition":        on((*World).describeTaskDefinition),
	"ecs:DeregisterTaskDefinition":      on((*World).deregisterTaskDefinition),
	"ecs:DeleteTaskDefinitions":         on((*World).deleteTaskDefinitions),
	"ecs:ListTaskDefinitions":           on((*World).listTaskDefinitions),
	"ecs:ListTaskDefinitionFamilies":    on((*World).listTaskDefinitionFamilies),
	"ecs:CreateService":                 on((*World).createService),
	"ecs:UpdateService":                 on((*World).updateService),
	"ecs:DeleteService":                 on((*World).deleteService),
	"ecs:DescribeServices":              on((*World).describeServices),
	"ecs:ListServices":                  on((*World).listServices),
	"ecs:ListServicesByNamespace":       on((*World).listServicesByNamespace),
	"ecs:ListTasks":                     on((*World).listTasks),
	"ecs:DescribeTasks":                 on((*World).describeTasks),
	"ecs:RunTask":                       on((*World).runTask),
	"ecs:StartTask":                     on((*World).startTaskCall),
	"ecs:StopTask":                      on((*World).stopTaskCall),
	"ecs:ExecuteCommand":                on((*World).executeCommand),
	"ecs:UpdateTaskProtection":          on((*World).updateTaskProtection),
	"ecs:GetTaskProtection":             on((*World).getTaskProtection),
	"ecs:ListContainerInstances":        on((*World).listContainerInstances),
	"ecs:DescribeContainerInstances":    on((*World).describeContainerInstances),
	"ecs:PutAttributes":                 on((*World).putAttributes),
	"ecs:DeleteAttributes":              on((*World).deleteAttributes),
	"ecs:ListAttributes":                on((*World).listAttributes),
	"ecs:UpdateCluster":                 on((*World).updateCluster),
	"ecs:UpdateClusterSettings":         on((*World).updateClusterSettings),
	"ecs:DeleteCluster":                 on((*World).deleteCluster),
	"ecs:UpdateContainerInstancesState": on((*World).updateContainerInstancesState),
	"ecs:DeregisterContainerInstance":   on((*World).deregisterContainerInstance),
	"ecs:UpdateContainerAgent":          on((*World).updateContainerAgent),
	"ecs:ListServiceDeployments":        on((*World).listServiceDeployments),
	"ecs:DescribeServiceDeployments":    on((*World).describeServiceDeployments),
	"ecs:DescribeServiceRevisions":      on((*World).describeServiceRevisions),
	"ecs:StopServiceDeployment":         on((*World).stopServiceDeployment),
	"ecs:CreateTaskSet":                 on((*World).createTaskSet),
	"ecs:DescribeTaskSets":              on((*World).describeTaskSets),
	"ecs:UpdateTaskSet":                 on((*World).updateTaskSet),
	"ecs:DeleteTaskSet":                 on((*World).deleteTaskSet),
	"ecs:UpdateServicePrimaryTaskSet":   on((*World).updateServicePrimaryTaskSet),

	"ecs:PutAccountSetting":        on((*World).putAccountSetting),
	"ecs:PutAccountSettingDefault": on((*World).putAccountSettingDefault),
	"ecs:ListAccountSettings":      on((*World).listAccountSettings),
	"ecs:DeleteAccountSetting":     on((*World).deleteAccountSetting),

	"ecs:TagResource":         on((*World).tagResource),
	"ecs:UntagResource":       on((*World).untagResource),
	"ecs:ListTagsForResource": on((*World).listTagsForResource),

	"elb:CreateLoadBalancer":                  on((*World).createClassic),
	"elb:DescribeLoadBalancers":               on((*World).describeClassic),
	"elb:DeleteLoadBalancer":                  on((*World).deleteClassic),
	"elb:ConfigureHealthCheck":                on((*World).configureHealthCheck),
	"elb:CreateLoadBalancerListeners":         on((*World).createClassicListeners),
	"elb:DeleteLoadBalancerListeners":         on((*World).deleteClassicListeners),
	"elb:ApplySecurityGroupsToLoadBalancer":   on((*World).applyClassicGroups),
	"elb:RegisterInstancesWithLoadBalancer":   on((*World).registerInstances),
	"elb:DeregisterInstancesFromLoadBalancer": on((*World).deregisterInstances),
	"elb:DescribeInstanceHealth":              on((*World).describeInstanceHealth),

	"elbv2:ModifyListener":                 on((*World).modifyListener),
	"elbv2:DeleteListener":                 on((*World).deleteListener),
	"elbv2:DeleteTargetGroup":              on((*World).deleteTargetGroup),
	"elbv2:CreateTargetGroup":              on((*World).createTargetGroup),
	"elbv2:ModifyTargetGroup":              on((*World).modifyTargetGroup),
	"elbv2:DescribeTargetGroups":           on((*World).describeTargetGroups),
	"elbv2:DescribeTargetGroupAttributes":  on((*World).describeTargetGroupAttributes),
	"elbv2:ModifyTargetGroupAttributes":    on((*World).modifyTargetGroupAttributes),
	"elbv2:CreateLoadBalancer":             on((*World).createLoadBalancer),
	"elbv2:DescribeLoadBalancers":          on((*World).describeLoadBalancers),
	"elbv2:SetSecurityGroups":              on((*World).setSecurityGroups),
	"elbv2:SetSubnets":                     on((*World).setSubnets),
	"elbv2:DeleteLoadBalancer":             on((*World).deleteLoadBalancer),
	"elbv2:DescribeLoadBalancerAttributes": on((*World).describeLoadBalancerAttributes),
	"elbv2:ModifyLoadBalancerAttributes":   on((*World).modifyLoadBalancerAttributes),
	"elbv2:CreateRule":                     on((*World).createRule),
	"elbv2:DescribeRules":                  on((*World).describeRules),
	"elbv2:ModifyRule":                     on((*World).modifyRule),
	"elbv2:DeleteRule":                     on((*World).deleteRule),
	"elbv2:SetRulePriorities":              on((*World).setRulePriorities),
	"elbv2:CreateListener":                 on((*World).createListener),
	"elbv2:DescribeListeners":              on((*World).describeListeners),
	"elbv2:RegisterTargets":                on((*World).registerTargets),
	"elbv2:DeregisterTargets":              on((*World).deregisterTargets),
	"elbv2:DescribeTargetHealth":           on((*World).describeTargetHealth),
}

// The kinds of pending work.
const (
	workInstanceRuns = "instance-runs"
	workHalted       = "instance-halted"
	workAgent        = "agent-starts"
	workReconnect    = "agent-reconnects"
	workTrunk        = "trunk-attached"
	workAttached     = "task-provisioned"
	workUnattached   = "task-interface-failed"
	workReleased     = "task-deprovisioned"
	workCapacity     = "capacity-is-back"
	workPull         = "task-pulls"
	workLook         = "agents-look"
	workFetch        = "task-fetches-again"
	workMount        = "task-mounts-again"
	workWrite        = "task-writes"
	workCall         = "application-calls"
	workFileSystem   = "file-system-is-there"
	workMountTarget  = "mount-target-changes"
	workNAT          = "nat-gateway-changes"
	workEndpoint     = "vpc-endpoint-changes"
	workStart        = "task-starts"
	workRun          = "containers-start"
	workEnd          = "container-ends"
	workProbe        = "container-probed"
	workWaited       = "dependency-waited"
	workTerm         = "task-told-to-stop"
	workStopped      = "task-stopped"
	workExpire       = "task-forgotten"
	workUnprotect    = "task-protection-ends"
	workPass         = "service-pass"
	workSteady       = "service-steady-again"
	workCheck        = "health-check"
	workResult       = "health-check-timed-out"
	workDrained      = "target-drained"
)

// works has what is to be done for each kind of work.
var works map[string]func(*World, sim.Work)

func init() { // a literal would refer to itself through the handlers
	works = map[string]func(*World, sim.Work){
		workInstanceRuns: (*World).instanceRuns,
		workHalted:       (*World).instanceHalted,
		workAgent:        (*World).agentStarts,
		workReconnect:    (*World).agentReconnects,
		workTrunk:        (*World).trunkAttached,
		workAttached:     (*World).provisioned,
		workUnattached:   (*World).unattached,
		workReleased:     (*World).released,
		workCapacity:     (*World).capacityBack,
		workPull:         (*World).taskPulls,
		workLook:         (*World).agentsLooked,
		workFetch:        (*World).taskFetchesAgain,
		workMount:        (*World).taskMountsAgain,
		workWrite:        (*World).taskWrites,
		workCall:         (*World).applicationCalls,
		workFileSystem:   (*World).fileSystemIsThere,
		workMountTarget:  (*World).mountTargetChanges,
		workNAT:          (*World).natChanges,
		workEndpoint:     (*World).endpointChanges,
		workStart:        (*World).taskStarts,
		workRun:          (*World).containersStart,
		workEnd:          (*World).containerEnds,
		workProbe:        (*World).containerProbed,
		workWaited:       (*World).dependencyWaited,
		workTerm:         (*World).taskToldToStop,
		workStopped:      (*World).taskStopped,
		workExpire:       (*World).taskForgotten,
		workUnprotect:    (*World).protectionEnds,
		workPass:         (*World).passDue,
		workSteady:       (*World).steadyAgain,
		workCheck:        (*World).healthCheckDue,
		workResult:       (*World).healthCheckTimedOut,
		workDrained:      (*World).targetDrained,
	}
}

// changed records an accepted call that changed something.
func (w *World) changed(c *call, message string, resources ...string) {
	if c.op.Service == "ec2" {
		w.networkChanged()
	}
	if c.op.Service == "iam" {
		w.forgetAnswers()
	}
	sources := map[string]string{"ecs": sourceECS, "ec2": sourceEC2, "efs": sourceEFS, "elb": sourceELB, "elbv2": sourceELB, "iam": sourceIAM, "sts": sourceSTS}
	source := sources[c.op.Service]
	if source == "" {
		source = "drydock"
	}
	w.emit(Event{Source: source, DetailType: apiCall, Name: c.op.Name, Resources: resources, Message: string(c.as) + " called " + c.op.Action + ": " + message})
}
