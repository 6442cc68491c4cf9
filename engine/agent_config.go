package engine

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// What follows reads the agent's configuration, /etc/ecs/ecs.config, from the
// user data that writes it. "Amazon ECS container agent configuration".

// agentSetting is the rest of the user data after the last "KEY=".
func agentSetting(userData, key string) (string, bool) {
	at := strings.LastIndex(userData, key+"=")
	if at < 0 {
		return "", false
	}
	return userData[at+len(key)+1:], true
}

// agentCluster reads ECS_CLUSTER; unset means "default".
func agentCluster(userData string) string {
	name, ok := agentSetting(userData, "ECS_CLUSTER")
	if !ok {
		return "default"
	}
	if end := strings.IndexFunc(name, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", r)
	}); end >= 0 {
		name = name[:end]
	}
	return name
}

// agentAttributes reads ECS_INSTANCE_ATTRIBUTES, a JSON object of texts. An
// agent that is given what is no attribute does not register (engine's choice).
func agentAttributes(userData string) ([]customAttribute, *api.Error) {
	text, ok := agentSetting(userData, "ECS_INSTANCE_ATTRIBUTES")
	if !ok {
		return nil, nil
	}
	var pairs map[string]string
	if json.NewDecoder(strings.NewReader(text)).Decode(&pairs) != nil {
		return nil, invalid("ECS_INSTANCE_ATTRIBUTES is not a JSON object of texts.").Ours()
	}
	var out []customAttribute
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		a := customAttribute{name, pairs[name]}
		if err := a.check(); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	if len(out) > maxAttributes {
		return nil, tooManyAttributes()
	}
	return out, nil
}

// agentTags reads ECS_CONTAINER_INSTANCE_TAGS, a JSON object of texts. An agent
// that is given what are no tags does not register (engine's choice).
func agentTags(userData string) ([]api.ECSTag, *api.Error) {
	text, ok := agentSetting(userData, "ECS_CONTAINER_INSTANCE_TAGS")
	if !ok {
		return nil, nil
	}
	var pairs map[string]string
	if json.NewDecoder(strings.NewReader(text)).Decode(&pairs) != nil {
		return nil, invalid("ECS_CONTAINER_INSTANCE_TAGS is not a JSON object of texts.").Ours()
	}
	var out []api.ECSTag
	for _, key := range slices.Sorted(maps.Keys(pairs)) {
		out = append(out, api.ECSTag{Key: key, Value: pairs[key]})
	}
	return out, checkTags(out)
}

// agentMemory is what an agent registers of an amount of MiB: less
// ECS_RESERVED_MEMORY, which may not be more than there is. A value that is no
// number counts as 0.
func agentMemory(userData string, total int64) (int64, *api.Error) {
	text, _ := agentSetting(userData, "ECS_RESERVED_MEMORY")
	if end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		text = text[:end]
	}
	if text == "" {
		return total, nil
	}
	reserved, err := strconv.ParseInt(text, 10, 64)
	if err != nil || reserved > total {
		return 0, invalid("ECS_RESERVED_MEMORY is %s MiB, and the instance has %d MiB.", text, total).Ours()
	}
	return total - reserved, nil
}

// agentPorts reads ECS_RESERVED_PORTS, a JSON list of ports that takes the place
// of the default one; the default stays where it is no such list.
func agentPorts(userData string) []int64 {
	text, ok := agentSetting(userData, "ECS_RESERVED_PORTS")
	var ports []int64
	if !ok || json.NewDecoder(strings.NewReader(text)).Decode(&ports) != nil {
		return slices.Clone(reservedPorts[:])
	}
	for _, p := range ports {
		if p < 0 || p > 65535 {
			return slices.Clone(reservedPorts[:])
		}
	}
	return ports
}

// agentSays reads a setting of the agent that is true or false.
func agentSays(userData, key string) bool {
	text, ok := agentSetting(userData, key)
	return ok && strings.HasPrefix(strings.ToLower(strings.Trim(text, `"'`)), "true")
}
