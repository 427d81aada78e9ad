namespace IoTWatch.Core.Observations;

/// <summary>What became of a flow by the time its record was written.</summary>
public enum FlowState : byte
{
    /// <summary>Answered and silent now, or a protocol without an end: <c>est</c>.</summary>
    Established,

    /// <summary>Opened by the device and never answered (Zeek S0): <c>syn</c>.</summary>
    Unanswered,

    /// <summary>Refused or torn down by a reset: <c>rst</c>. A refusal is an answer.</summary>
    Reset,

    /// <summary>Closed in order: <c>ended</c>.</summary>
    Ended,

    /// <summary>Goes on: a further record with the same flow id follows: <c>interim</c>.</summary>
    Interim,
}
