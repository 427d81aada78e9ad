using IoTWatch.Core.Observations;

namespace IoTWatch.Core.Beaconing;

/// <summary>
/// Collects the input of <see cref="RitaScore"/> during a replay: start second and bytes of each connection, per pair
/// of addresses.
/// </summary>
/// <remarks>
/// RITA knows neither devices nor names nor ports here: its pair is (originator, responder), TCP and UDP together, so
/// that is the pair. The window is RITA's: it ends with the newest connection of the whole data set and starts 24 hours
/// earlier, cut down to the full hour, or with the first connection where the data set is shorter. (That cut is what
/// gives the published example n = 331 and .963; exactly 24 hours give n = 317 and .951.) Whatever has left the window
/// is dropped once per hour of event time, and a pair keeps at most 86,400 connections, so memory follows a day's
/// connections, not the capture's length. The slices of a long flow count as the one connection that a connection log
/// would show.
/// </remarks>
public sealed class RitaWindow
{
    /// <summary>Connections kept per pair and window.</summary>
    public const int MaxPerPair = 86_400;

    private const long Hour = 3600;
    private const long Day = 24 * Hour;

    private readonly Dictionary<Pair, List<Connection>> _pairs = [];
    private readonly Dictionary<string, OpenFlow> _openFlows = new(StringComparer.Ordinal);
    private readonly Dictionary<Pair, RitaScore?> _scores = []; // a scanner's thousand ports are one pair
    private long _first = long.MaxValue;
    private long _newest = long.MinValue;
    private long _sweptTo = long.MinValue;

    private long Start => Math.Max(_first, (_newest - Day) / Hour * Hour);

    public void Add(Observation observation)
    {
        if (observation is not FlowObservation { Protocol: TransportProtocol.Tcp or TransportProtocol.Udp } flow)
            return;
        var second = new DateTimeOffset(flow.At).ToUnixTimeSeconds();
        var pair = new Pair(flow.Source.Address, flow.Destination.Address);
        if (flow.FlowId is { } id && (flow.Continues || flow.State == FlowState.Interim))
            AddSlice(id, pair, second, flow);
        else
            AddConnection(pair, second, flow.BytesOut);
    }

    /// <summary>
    /// The score of the connections that <paramref name="originator"/> opened to <paramref name="responder"/> within
    /// the window; null where RITA gives none.
    /// </summary>
    public RitaScore? Score(IpAddress originator, IpAddress responder)
    {
        CloseOpenFlows();
        var pair = new Pair(originator, responder);
        if (!_pairs.TryGetValue(pair, out var connections) || connections.Count < RitaScore.MinConnections)
            return null;
        if (!_scores.TryGetValue(pair, out var score))
            _scores[pair] = score = Score(connections);
        return score;
    }

    private RitaScore? Score(List<Connection> connections)
    {
        connections.Sort(static (left, right) => left.Second.CompareTo(right.Second));
        var start = Start;
        var outside = 0;
        while (outside < connections.Count && connections[outside].Second < start)
            outside++;
        var seconds = new long[connections.Count - outside];
        var bytes = new long[seconds.Length];
        for (var i = 0; i < seconds.Length; i++)
            (seconds[i], bytes[i]) = (connections[outside + i].Second, connections[outside + i].Bytes);
        return RitaScore.Compute(seconds, bytes, start, _newest);
    }

    private void AddSlice(string id, Pair pair, long second, FlowObservation flow)
    {
        var known = _openFlows.TryGetValue(id, out var open);
        if (flow.Continues && !known)
            return; // it began before the window
        var grown = known
            ? open with { Bytes = open.Bytes + flow.BytesOut }
            : new OpenFlow(pair, second, flow.BytesOut);
        if (flow.State == FlowState.Interim)
        {
            _openFlows[id] = grown;
            MoveTo(grown.Second);
            return;
        }
        _openFlows.Remove(id);
        AddConnection(grown.Pair, grown.Second, grown.Bytes);
    }

    private void AddConnection(Pair pair, long second, long bytes)
    {
        MoveTo(second);
        if (second < Start)
            return;
        _scores.Clear();
        if (!_pairs.TryGetValue(pair, out var connections))
            _pairs[pair] = connections = [];
        if (connections.Count < MaxPerPair)
            connections.Add(new Connection(second, bytes));
    }

    private void MoveTo(long second)
    {
        _first = Math.Min(_first, second);
        _newest = Math.Max(_newest, second);
        var start = Start;
        if (start < _sweptTo + Hour && _sweptTo != long.MinValue)
            return;
        _sweptTo = start;
        foreach (var (pair, connections) in _pairs)
        {
            connections.RemoveAll(connection => connection.Second < start);
            if (connections.Count == 0)
                _pairs.Remove(pair);
        }
        foreach (var (id, open) in _openFlows)
            if (open.Second < start)
                _openFlows.Remove(id);
    }

    private void CloseOpenFlows()
    {
        foreach (var open in _openFlows.Values)
            AddConnection(open.Pair, open.Second, open.Bytes);
        _openFlows.Clear();
    }

    private readonly record struct Pair(IpAddress Originator, IpAddress Responder);

    private readonly record struct Connection(long Second, long Bytes);

    private readonly record struct OpenFlow(Pair Pair, long Second, long Bytes);
}
