namespace IoTWatch.Inputs.Packets;

/// <summary>The entry of a flow in a <see cref="TimerQueue"/>.</summary>
internal sealed class FlowTimer(Flow flow)
{
    public Flow Flow => flow;

    public TimerQueue? Queue { get; set; }

    public FlowTimer? Earlier { get; set; }

    public FlowTimer? Later { get; set; }

    public long ArmedAtMs { get; set; }
}
