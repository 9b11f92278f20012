package gate

# Who signed exactly this, in time, and did not write it.
good contains approval.person if {
	some approval in input.approvals
	approval.digest == input.digest
	approval.issued <= input.now
	input.now < approval.expires
	approval.person != input.author
}

touched contains number if {
	some number, rule in data.rules
	some path in input.paths
	startswith(path, rule.prefix)
	endswith(path, rule.suffix)
}

met contains number if {
	some number in touched
	some person in good
	data.people[person].team == data.rules[number].team
}

default allow := false

allow if {
	count(touched) > 0
	count(met) == count(touched)
}
