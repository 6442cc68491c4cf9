package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// ECS Exec. "Monitor Amazon ECS containers with ECS Exec", Amazon ECS Developer
// Guide, and the API Reference of ExecuteCommand. Sessions are opened, and nothing
// is run in them.

// Statuses of the agent that ECS Exec runs in each container.
const (
	execAgent    = "ExecuteCommandAgent"
	agentPending = "PENDING"
	agentRunning = "RUNNING"
	agentStopped = "STOPPED"
)

// checkExec refuses ECS Exec for tasks without a role: "the task definition must
// have a task role, or you must provide one as an override".
func checkExec(exec bool, d *taskDefinition, o *api.TaskOverride, what string) *api.Error {
	if !exec || d.Body.TaskRoleArn != "" || o != nil && o.TaskRoleArn != "" {
		return nil
	}
	return invalid("The %s because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.", what)
}

// agentOf is how the agent of ECS Exec stands in a container: it runs as long as
// the container does (engine's choice), and needs to write into its layer.
func agentOf(k *container, body *api.ContainerDefinition) (status, reason string) {
	switch {
	case k.LastStatus == containerStopped:
		return agentStopped, ""
	case k.LastStatus != containerRunning:
		return agentPending, ""
	case yes(body.ReadonlyRootFilesystem):
		return agentStopped, "the root file system of the container is read-only"
	}
	return agentRunning, ""
}

// managedAgents are a container's agents as DescribeTasks shows them.
func (w *World) managedAgents(t *task, k *container, body *api.ContainerDefinition) []api.ManagedAgent {
	if !t.Exec {
		return nil
	}
	status, reason := agentOf(k, body)
	out := api.ManagedAgent{Name: execAgent, LastStatus: status, Reason: reason}
	if reason == "" {
		out.LastStartedAt = w.stamp(k.Started)
	}
	return []api.ManagedAgent{out}
}

func (w *World) executeCommand(c *call, in *api.ExecuteCommandInput) (*api.ExecuteCommandOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	switch {
	case in.Command == "":
		return nil, invalid("command cannot be blank.").Ours()
	case !yes(in.Interactive):
		return nil, invalid("Interactive is the only mode supported currently.")
	}
	t := w.task(k, in.Task)
	if t == nil {
		return nil, invalid("The referenced task was not found.")
	}
	at, err := execIn(t, in.Container)
	if err != nil {
		return nil, err
	}
	if err := w.connectable(t, at); err != nil {
		return nil, err
	}
	w.execNeeds(t)
	t.Sessions++
	on := &t.Containers[at]
	session := "ecs-execute-command-" + w.s.IDs.Hex(17)
	out := &api.ExecuteCommandOutput{
		ClusterArn: k.ARN, TaskArn: t.ARN, ContainerName: on.Name, ContainerArn: w.ecsARN("container", t.Cluster+"/"+t.ID+"/"+on.ID), Interactive: true,
		Session: &api.Session{
			SessionId: session, TokenValue: w.s.IDs.Hex(64),
			StreamUrl: fmt.Sprintf("wss://ssmmessages.%s.amazonaws.com/v1/data-channel/%s?role=publish_subscribe", w.cfg.Region, session),
		},
	}
	w.changed(c, "a session for '"+in.Command+"' in (container "+on.Name+") of (task "+t.ID+")", t.ARN)
	return out, nil
}

// execIn is the place of the container that a request names, or of the only one.
func execIn(t *task, name string) (int, *api.Error) {
	if name == "" && len(t.Containers) > 1 {
		return 0, invalid("The task has %d containers: name one with container.", len(t.Containers)).Ours()
	}
	at := max(0, slices.IndexFunc(t.Containers, func(k container) bool { return k.Name == name }))
	if name != "" && t.Containers[at].Name != name {
		return 0, invalid("The task has no container named %s.", name).Ours()
	}
	return at, nil
}

// connectable refuses a container to which no session can be opened. Exec cannot be
// turned on for a task that is there. That the ECS agent has to be connected is an
// engine's choice.
func (w *World) connectable(t *task, at int) *api.Error {
	k := &t.Containers[at]
	agent, reason := agentOf(k, &w.s.Definitions.Get(t.Definition).Body.ContainerDefinitions[at])
	ci := w.s.ContainerInstances.Get(t.Instance)
	switch {
	case !t.Exec || reason != "":
		return invalid("The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.")
	case t.LastStatus != taskRunning || agent != agentRunning || ci != nil && !ci.Connected:
		return notConnected()
	}
	return w.execDenied(t)
}

func notConnected() *api.Error {
	return api.Refuse("TargetNotConnectedException", "The execute command failed due to an internal error. Try again later.")
}

// execActions are what the agent of ECS Exec needs of the task role. "Amazon ECS
// task IAM role", ECS Exec permissions.
var execActions = [...]string{"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"}

// execNeeds takes down that the agent of ECS Exec in a task needs its channels, from
// the task's start: it waits for sessions.
func (w *World) execNeeds(t *task) {
	if !t.Exec {
		return
	}
	if c, ok := w.credentials(t, nil); ok {
		path := w.reachEndpoint(w.wire(t), awsEndpointNamed("ssmmessages"), nil)
		for _, action := range execActions {
			w.may(&c, t.rightsFor(), action, "*", w.callKeysOf(path))
		}
	}
}

// execDenied refuses a session for which the agent does not reach Session Manager, or
// the task role does not let it open its channels.
func (w *World) execDenied(t *task) *api.Error {
	refused := func(why trace.Trace) *api.Error {
		err := notConnected()
		err.Why = []trace.Trace{why}
		return err
	}
	rec := &trace.Recorder{}
	c, ok := w.credentials(t, rec)
	if !ok {
		return refused(trace.Trace{Rule: "task role", Subject: "the agent of ECS Exec in task " + t.ID, Verdict: "no credentials", Steps: rec.Steps, Source: "Amazon ECS task IAM role, Amazon ECS Developer Guide"})
	}
	channels, way := awsEndpointNamed("ssmmessages"), &trace.Recorder{}
	path := w.reachEndpoint(w.wire(t), channels, way)
	if !path.OK() {
		return refused(unreachable("the agent of ECS Exec in task "+t.ID+" to "+channels.hostIn(w.cfg.Region), path, way))
	}
	for _, action := range execActions {
		words := &trace.Recorder{}
		if r, d := w.ask(&c, action, "*", w.callKeysOf(path), words); d.Effect != policy.Allowed {
			return refused(authorisation(&r, d, words))
		}
	}
	return nil
}
