namespace IoTWatch.Learning.Training;

/// <summary>How one scorer did on the held-out channels after a number of contacts.</summary>
/// <param name="Scorer">The model's id, <c>rule</c>, or a baseline's name.</param>
/// <param name="TprAt1">Share of positive channels found at 1 % false positives.</param>
public sealed record ScorerFigures(string Scorer, int Contacts, Estimate Auc, Estimate TprAt1);
