package conformance

// newer explains what the SDK has and names.txt has not: the SDK is of a later
// day than botocore 1.43.11, from which the list was made and whose command line
// is simulated (aws-cli 1.45). To that command line these names are unknown too.
const newer = "later than botocore 1.43.11"

// differences explains what the list of real names has otherwise than the SDK:
// operations by service and name, members by service, structure and wire name.
// A structure may be one that no operation of ours leads to yet.
var differences = map[string]string{
	"ecs AssociateGatewayWithCluster":    newer,
	"ecs CreateGateway":                  newer,
	"ecs DeleteGateway":                  newer,
	"ecs DescribeGateway":                newer,
	"ecs DescribeGatewayResources":       newer,
	"ecs DescribeGatewayRoute":           newer,
	"ecs DisassociateGatewayFromCluster": newer,
	"ecs ListGatewayClusterAssociations": newer,
	"ecs ListGatewayRoutes":              newer,
	"ecs ListGateways":                   newer,
	"ecs UpdateGateway":                  newer,

	"ec2 ModifyInstanceAttributeInput.EnclaveOptions":         newer,
	"ec2 Volume.OwnerId":                                      newer,
	"ec2 VpcEndpoint.PayerResponsibilities":                   newer,
	"ec2 Volume.VolumeArn":                                    newer,
	"ecs Container.gpuSharingStrategy":                        newer,
	"ecs Container.neuronDeviceIds":                           newer,
	"ecs ContainerInstance.gpuDevices":                        newer,
	"ecs CreateServiceInput.gatewayConnectors":                newer,
	"ecs CreateServiceInput.monitoring":                       newer,
	"ecs DeploymentCircuitBreaker.resetOnHealthyTask":         newer,
	"ecs DeploymentCircuitBreaker.thresholdConfiguration":     newer,
	"ecs DeploymentConfiguration.earlySuccessCriteria":        newer,
	"ecs ECSManagedResources.gatewayConnections":              newer,
	"ecs ResolvedConfiguration.vpcLatticeConfigurations":      newer,
	"ecs ResourceRequirement.sharingStrategy":                 newer,
	"ecs ServiceConnectConfiguration.containerConfigurations": newer,
	"ecs ServiceRevision.gatewayConnectors":                   newer,
	"ecs ServiceRevision.monitoring":                          newer,
	"ecs ServiceRevision.overrides":                           newer,
	"ecs UpdateServiceInput.gatewayConnectors":                newer,
	"ecs UpdateServiceInput.monitoring":                       newer,
	"ecs VpcLatticeConfiguration.advancedConfiguration":       newer,
	"sts AssumeRoleInput.MinimumSessionTokenSize":             newer,
	"sts AssumeRoleOutput.SessionTokenSize":                   newer,
	"sts AssumeRoleOutput.SessionTokenUtilization":            newer,
	"elbv2 SourceIpConditionConfig.IpAddressType":             newer,
}

// freeEnums explains why a member of ours has no enum though AWS has one.
var freeEnums = map[string]string{
	"ec2 RunInstancesInput.InstanceType":         "Drydock knows a table of common types, and refuses the rest by name",
	"ecs TaskDefinitionPlacementConstraint.type": "ECS refuses another type in words of its own: constraint.type 'x' is not supported.",
}

// requiredDifferently explains a member that only one of the two requires.
var requiredDifferently = map[string]string{
	"ecs ResourceRequirement.value": "not required since there is a sharingStrategy, " + newer,
}
