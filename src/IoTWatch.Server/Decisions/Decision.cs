using System.Text.Json.Serialization;

namespace IoTWatch.Server.Decisions;

/// <summary>
/// What a person decided, complete in itself: it goes through the journal like telemetry, so a crash or a replay
/// repeats it exactly.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(TriageDecision), "triage")]
[JsonDerivedType(typeof(SuppressDecision), "suppress")]
[JsonDerivedType(typeof(UnsuppressDecision), "unsuppress")]
[JsonDerivedType(typeof(ReviewDecision), "review")]
[JsonDerivedType(typeof(DriftDecision), "drift")]
[JsonDerivedType(typeof(RenameDecision), "rename")]
[JsonDerivedType(typeof(FreezeDecision), "freeze")]
public abstract record Decision;
