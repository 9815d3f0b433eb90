package io.openinbox.server.v1;

/** The forms in which a thread carries its prospect: in full in answers, short in events. */
sealed interface EmbeddedProspectV1 permits ProspectV1, ProspectV1.Brief {}
