package engine

// withRoles makes roles that tasks may have, to which everything is allowed.
func withRoles(w *World, names ...string) *World {
	for _, name := range names {
		r := &iamRole{Name: name, Path: "/", ID: uniqueID(&w.s.IDs, "AROA"), Trust: TrustPolicy(ecsTasksService), MaxSession: 3600, LastUsed: unset}
		r.ARN = w.iamARN("role", r.Path, r.Name)
		r.Rights.Attached = []string{"arn:aws:iam::aws:policy/AdministratorAccess"}
		w.s.Roles.Put(iamKey(name), r)
	}
	w.forgetAnswers()
	return w
}
