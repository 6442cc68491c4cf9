package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

// Tags of the things of ECS. "Tagging Amazon ECS resources", Amazon ECS Developer
// Guide, and the API Reference of Tag and TagResource.

// maxTags is how many tags a thing has, not counting those of AWS.
const maxTags = 50

// includeTags is the value of include that has Describe operations show tags.
const includeTags = "TAGS"

// Where the tags of a task are copied from when it starts.
const (
	propagateDefinition = "TASK_DEFINITION"
	propagateService    = "SERVICE"
	propagateNone       = "NONE"
)

// tagging is what a service, or a request to run tasks, says of tags: its own, and
// those that its tasks get.
type tagging struct {
	Tags      []api.ECSTag
	Propagate string // one of the constants above
	Managed   bool   // tasks get the tags of ECS itself
}

// shownTags are tags as an answer has them.
func shownTags(tags []api.ECSTag) []api.ECSTag { return orEmpty(slices.Clone(tags)) }

// readTagging checks what a request says of tags.
func readTagging(tags []api.ECSTag, propagate string, managed *bool) (tagging, *api.Error) {
	t := tagging{Tags: slices.Clone(tags), Propagate: propagate, Managed: yes(managed)}
	if propagate == "" {
		t.Propagate = propagateNone
	}
	return t, checkTags(tags)
}

// same reports whether two services say the same of tags.
func (t tagging) same(other tagging) bool {
	return t.Propagate == other.Propagate && t.Managed == other.Managed && slices.Equal(t.Tags, other.Tags)
}

// updated is what an update makes of it: what it does not say stays.
func (t tagging) updated(propagate string, managed *bool) tagging {
	t.Propagate = cmp.Or(propagate, t.Propagate)
	if managed != nil {
		t.Managed = *managed
	}
	return t
}

// readTaskTagging is readTagging for tasks that no service starts. "An error will
// be received if you specify the SERVICE option when running a task"; that
// StartTask refuses it too is an engine's choice.
func readTaskTagging(tags []api.ECSTag, propagate string, managed *bool, d *taskDefinition) (tagging, *api.Error) {
	if propagate == propagateService {
		return tagging{}, invalid("The tags of a service cannot be propagated to a task that is not of a service: propagateTags is TASK_DEFINITION or NONE.").Ours()
	}
	t, err := readTagging(tags, propagate, managed)
	if err != nil {
		return tagging{}, err
	}
	if t.Propagate == propagateDefinition && len(merged(d.Tags, t.Tags)) > maxTags {
		return tagging{}, tooManyTags("InvalidParameterException")
	}
	return t, nil
}

func tooManyTags(code string) *api.Error {
	return api.Refuse(code, "A resource has at most %d tags.", maxTags).Ours()
}

// merged are tags with more of them: of a key that is there the value changes.
func merged(tags, more []api.ECSTag) []api.ECSTag {
	out := slices.Clone(tags)
	for _, tag := range more {
		if i := slices.IndexFunc(out, func(have api.ECSTag) bool { return have.Key == tag.Key }); i >= 0 {
			out[i].Value = tag.Value
		} else {
			out = append(out, tag)
		}
	}
	return out
}

// ofTask are the tags of a new task, of a service or, with nil, of none: those of
// the definition, then the request's or the service's, which win (engine's choice),
// then those of ECS.
func (t tagging) ofTask(cluster string, d *taskDefinition, s *service) []api.ECSTag {
	var out []api.ECSTag
	if t.Propagate == propagateDefinition {
		out = slices.Clone(d.Tags)
	}
	if s == nil || t.Propagate == propagateService {
		out = merged(out, t.Tags)
	}
	if t.Managed {
		out = append(out, api.ECSTag{Key: "aws:ecs:clusterName", Value: cluster})
		if s != nil {
			out = append(out, api.ECSTag{Key: "aws:ecs:serviceName", Value: s.Name})
		}
	}
	return out
}

// tagged is a thing of ECS that has tags.
type tagged struct {
	name string // as an event shows it
	tags *[]api.ECSTag
}

// tagged finds what an ARN names. unknown is the code of the refusal when there is
// no such thing: ListTagsForResource does not have ResourceNotFoundException.
func (w *World) tagged(arn, unknown string) (*tagged, *api.Error) {
	if !strings.HasPrefix(arn, "arn:aws:ecs:") {
		return nil, invalid("'%s' is not an ARN of Amazon ECS.", arn).Ours()
	}
	here, ours := strings.CutPrefix(arn, "arn:aws:ecs:"+w.cfg.Region+":"+w.cfg.Account+":")
	kind, rest, _ := strings.Cut(here, "/")
	switch {
	case !ours:
		return nil, api.Refuse(unknown, "The specified resource was not found: %s", arn).Ours()
	case kind == "capacity-provider" || kind == "task-set":
		return nil, notYet("Tagging a %s", strings.ReplaceAll(kind, "-", " "))
	case kind == "service" || kind == "task" || kind == "container-instance":
		cluster, _, long := strings.Cut(rest, "/")
		if !long {
			return nil, invalid("Long arn format must be used for tagging operations")
		}
		if w.s.Clusters.Get(cluster) == nil {
			return nil, api.Refuse("ClusterNotFoundException", "Cluster not found.")
		}
	case kind != "cluster" && kind != "task-definition":
		return nil, invalid("A resource of the kind '%s' has no tags.", kind).Ours()
	}
	tags, refusal := w.tagsAt(kind, rest, arn)
	if tags == nil && refusal == nil {
		refusal = api.Refuse(unknown, "The specified resource was not found: %s", arn).Ours()
	}
	return &tagged{here, tags}, refusal
}

// tagsAt are the tags of a thing; nil when there is no such thing. What is deleted
// has none any more, and those of a stopped task do not change.
func (w *World) tagsAt(kind, name, arn string) (*[]api.ECSTag, *api.Error) {
	inactive := func(kind string) *api.Error {
		return invalid("The specified %s is inactive. Specify an active %s and try again.", kind, kind)
	}
	switch kind {
	case "cluster":
		if k := w.s.Clusters.Get(name); k != nil && k.Status == "INACTIVE" {
			return nil, inactive("cluster")
		} else if k != nil {
			return &k.Tags, nil
		}
	case "service":
		if s := w.s.Services.Get(arn); s != nil && s.Status == "INACTIVE" {
			return nil, inactive("service").Ours()
		} else if s != nil {
			return &s.Tagging.Tags, nil
		}
	case "container-instance":
		if c := w.s.ContainerInstances.Get(arn); c != nil && c.Status == instanceInactive {
			return nil, inactive("container instance").Ours()
		} else if c != nil {
			return &c.Tags, nil
		}
	case "task":
		if t := w.s.Tasks.Get(arn); t != nil && t.LastStatus == taskStopped {
			return nil, invalid("The specified task is stopped. Specify a running task and try again.").Ours()
		} else if t != nil {
			return &t.Tags, nil
		}
	default:
		if d := w.unlessGone(w.s.Definitions.Get(arn)); d != nil {
			return &d.Tags, nil
		}
	}
	return nil, nil
}

func (w *World) tagResource(c *call, in *api.TagResourceInput) (*api.TagResourceOutput, *api.Error) {
	if len(in.Tags) == 0 {
		return nil, invalid("Tags cannot be empty.").Ours()
	}
	if err := checkTags(in.Tags); err != nil {
		return nil, err
	}
	of, err := w.tagged(in.ResourceArn, "ResourceNotFoundException")
	if err != nil {
		return nil, err
	}
	next := merged(*of.tags, in.Tags)
	if countOwn(next) > maxTags {
		return nil, tooManyTags("LimitExceededException")
	}
	if !slices.Equal(next, *of.tags) {
		*of.tags = next
		w.changed(c, of.name+tagWords(in.Tags), in.ResourceArn)
	}
	return &api.TagResourceOutput{}, nil
}

// countOwn counts the tags that AWS has not made.
func countOwn(tags []api.ECSTag) (n int64) {
	for _, tag := range tags {
		n += one(!reserved(tag.Key))
	}
	return n
}

// reserved reports whether a key, or a value, begins as only AWS's do.
func reserved(text string) bool { return strings.HasPrefix(strings.ToLower(text), "aws:") }

func tagWords(tags []api.ECSTag) string {
	var out strings.Builder
	for _, tag := range tags {
		fmt.Fprintf(&out, " %s=%s", tag.Key, tag.Value)
	}
	return out.String()
}

// untagResource takes tags away; a key that is not there is none to take (engine's
// choice).
func (w *World) untagResource(c *call, in *api.UntagResourceInput) (*api.UntagResourceOutput, *api.Error) {
	if len(in.TagKeys) == 0 {
		return nil, invalid("TagKeys cannot be empty.").Ours()
	}
	if i := slices.IndexFunc(in.TagKeys, reserved); i >= 0 {
		return nil, invalid("The tag key '%s' begins with aws:, which is reserved.", in.TagKeys[i]).Ours()
	}
	of, err := w.tagged(in.ResourceArn, "ResourceNotFoundException")
	if err != nil {
		return nil, err
	}
	next := slices.DeleteFunc(slices.Clone(*of.tags), func(tag api.ECSTag) bool { return slices.Contains(in.TagKeys, tag.Key) })
	if len(next) < len(*of.tags) {
		*of.tags = next
		w.changed(c, of.name+" without "+strings.Join(in.TagKeys, " "), in.ResourceArn)
	}
	return &api.UntagResourceOutput{}, nil
}

func (w *World) listTagsForResource(_ *call, in *api.ListTagsForResourceInput) (*api.ListTagsForResourceOutput, *api.Error) {
	of, err := w.tagged(in.ResourceArn, "InvalidParameterException")
	if err != nil {
		return nil, err
	}
	return &api.ListTagsForResourceOutput{Tags: shownTags(*of.tags)}, nil
}

// taggable calls f with the ARN of each thing of ECS that has tags, and with what
// tells it from others.
func (w *World) taggable(f func(arn, note string)) {
	each(&w.s.Clusters, func(k *cluster) { f(k.ARN, k.Status) })
	each(&w.s.Services, func(s *service) { f(s.ARN, s.Status) })
	each(&w.s.Definitions, func(d *taskDefinition) { f(d.Body.TaskDefinitionArn, d.Body.Status) })
	each(&w.s.ContainerInstances, func(c *containerInst) { f(c.ARN, w.shown(c.Instance)) })
	each(&w.s.Tasks, func(t *task) { f(t.ARN, t.LastStatus) })
}
