namespace IoTWatch.Core.Beaconing;

/// <summary>The test that shows the period best.</summary>
public enum BeaconMethod : byte
{
    None,

    /// <summary>Intervals are whole multiples of the period: a device that sleeps, calls, and sleeps again.</summary>
    Renewal,

    /// <summary>Contacts one period apart exist although others lie between: several callers or extra calls.</summary>
    Pairs,

    /// <summary>Contacts keep their place in the cycle over the whole span: a timer locked to a clock.</summary>
    Phase,
}
