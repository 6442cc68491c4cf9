package engine

import (
	"slices"
	"strings"

	"drydock/engine/spelling"
)

// servicePrincipals are services of AWS that take roles, as principals: those that
// run containers, and those beside them. There are many more.
var servicePrincipals = []string{
	ecsTasksService, ecsService, ec2Service, elbService,
	"application-autoscaling.amazonaws.com", "apprunner.amazonaws.com", "autoscaling.amazonaws.com", "batch.amazonaws.com", "build.apprunner.amazonaws.com",
	"cloudformation.amazonaws.com", "codebuild.amazonaws.com", "codedeploy.amazonaws.com", "codepipeline.amazonaws.com", "custom.rds.amazonaws.com",
	"delivery.logs.amazonaws.com", "ecr.amazonaws.com", "ecs-compute.amazonaws.com", "ecs.application-autoscaling.amazonaws.com",
	"edgelambda.amazonaws.com", "eks-fargate-pods.amazonaws.com", "eks-fargate.amazonaws.com", "eks-nodegroup.amazonaws.com", "eks.amazonaws.com", "elasticfilesystem.amazonaws.com",
	"events.amazonaws.com", "firehose.amazonaws.com", "lambda.amazonaws.com", "logs.amazonaws.com", "monitoring.amazonaws.com", "pods.eks.amazonaws.com",
	"pullthroughcache.ecr.amazonaws.com", "rds.amazonaws.com", "replication.ecr.amazonaws.com", "s3.amazonaws.com", "scheduler.amazonaws.com", "secretsmanager.amazonaws.com",
	"servicediscovery.amazonaws.com", "sns.amazonaws.com", "spot.amazonaws.com", "spotfleet.amazonaws.com", "sqs.amazonaws.com", "ssm.amazonaws.com", "states.amazonaws.com", "sts.amazonaws.com",
	"tasks.apprunner.amazonaws.com", "vpc-flow-logs.amazonaws.com", "xray.amazonaws.com",
}

// misspelt is the first of some services that is no service: not one that is known
// here, and nearly one. AWS knows all of its own; that others, and all with short
// names, are taken for real is engine's choice.
func misspelt(services []string) string {
	const suffix, shortest = ".amazonaws.com", 5
	var known []string
	for _, s := range servicePrincipals {
		known = append(known, strings.TrimSuffix(s, suffix))
	}
	for _, s := range services {
		name := strings.TrimSuffix(s, suffix)
		if len(name) >= shortest && !slices.Contains(known, name) && spelling.Nearest(name, known) != "" {
			return s
		}
	}
	return ""
}
