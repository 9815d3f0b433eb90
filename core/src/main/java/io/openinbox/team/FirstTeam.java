package io.openinbox.team;

/** What a first start makes: a team and the member who owns it. */
public record FirstTeam(Team team, Member owner) {}
