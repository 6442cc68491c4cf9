package engine

import "testing"

// trunked is the prelude's world with an instance c that waits for its trunk
// interface.
func trunked(t *testing.T) *World {
	t.Helper()
	w := prelude(t, 1, false)
	must(t, w, "aws ecs put-account-setting-default --name awsvpcTrunking --value enabled",
		"c = aws ec2 run-instances --image-id ami --instance-type c5.large --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", "advance 91s")
	if c := w.registered(w.idOf("instance", "c")); c.Status != instanceRegistering {
		t.Fatalf("c is %s", c.Status)
	}
	return w
}

// TestTrunkOfALostInstance: an instance that is terminated before its trunk interface
// is there gets none, though it is not deregistered without its agent's connection.
func TestTrunkOfALostInstance(t *testing.T) {
	w := trunked(t)
	n := w.s.Interfaces.Len()
	must(t, w, `drydock DisconnectAgent {"InstanceId": "c"}`, `drydock FailInstance {"InstanceId": "c"}`, "advance 1m")
	if c := w.registered(w.idOf("instance", "c")); c.Status != registrationFailed || c.Trunking || w.s.Interfaces.Len() != n-1 {
		t.Errorf("c is %s (%s), and there are %d interfaces of %d", c.Status, c.StatusReason, w.s.Interfaces.Len(), n)
	}
}

// TestTrunkOfADeregisteredInstance: reference 01 §3.1, DEREGISTERING: the trunk
// interface is removed when its instance is deregistered.
func TestTrunkOfADeregisteredInstance(t *testing.T) {
	w := trunked(t)
	must(t, w, "advance 1m")
	i := w.s.Instances.Get(w.idOf("instance", "c"))
	n := w.s.Interfaces.Len()
	must(t, w, "aws ecs deregister-container-instance --cluster prod --container-instance "+lastOf(w.registered(i.ID).ARN))
	if w.s.Interfaces.Len() != n-1 || i.Trunk != "" || w.s.Interfaces.Get(i.Interface) == nil {
		t.Errorf("%d interfaces of %d, trunk %q", w.s.Interfaces.Len(), n, i.Trunk)
	}
}

// TestRegisteringInstanceInItsCluster: a cluster counts the instances that are ACTIVE
// or DRAINING, and cannot be deleted with another one. Reference 01 §3.1.
func TestRegisteringInstanceInItsCluster(t *testing.T) {
	w := trunked(t)
	k := w.s.Clusters.Get("prod")
	if n := w.clusterView(k).RegisteredContainerInstancesCount; n != 2 {
		t.Errorf("%d are registered before the trunk interface is there", n)
	}
	for _, alias := range []string{"a", "b"} {
		must(t, w, "aws ecs deregister-container-instance --cluster prod --container-instance "+lastOf(w.registered(w.idOf("instance", alias)).ARN))
	}
	if err := do(w, "aws ecs delete-cluster --cluster prod"); err == nil {
		t.Error("the cluster was deleted with an instance that is REGISTERING")
	}
	must(t, w, "advance 1m")
	if n := w.clusterView(k).RegisteredContainerInstancesCount; n != 1 {
		t.Errorf("%d are registered then", n)
	}
}
