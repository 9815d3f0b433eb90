package io.openinbox.account;

/**
 * How much may be read from a platform in a day of UTC beside its deliveries: messages of history and profiles, each of
 * which it may bill.
 *
 * @param perDay of the whole installation; 0 reads nothing at all
 * @param perTeamPerDay so that one team's import leaves something to the others
 */
public record ReadLimits(int perDay, int perTeamPerDay) {

    /** Reads nothing: what is not delivered is not known. */
    public static ReadLimits none() {
        return new ReadLimits(0, 0);
    }

    public boolean isNothing() {
        return perDay <= 0 || perTeamPerDay <= 0;
    }
}
