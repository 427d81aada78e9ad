using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;

namespace IoTWatch.Learning.Models;

/// <summary>A boosted-tree ensemble in flat arrays that is scored without allocation and without ML.NET.</summary>
/// <remarks>
/// The nodes of all trees are in one array; a negative child is the complement of a leaf index. The left child is taken
/// when the feature is at most the threshold; features are finite. The score is the weighted sum of the leaves reached.
/// </remarks>
internal sealed class TreeEnsemble
{
    private readonly Node[] _nodes;
    private readonly double[] _leaves;
    private readonly int[] _roots;

    private TreeEnsemble(Node[] nodes, double[] leaves, int[] roots, int features) =>
        (_nodes, _leaves, _roots, FeatureCount) = (nodes, leaves, roots, features);

    /// <summary>One more than the highest feature index of a node.</summary>
    public int FeatureCount { get; }

    public int Trees => _roots.Length;

    /// <summary>Extracts the trees from a pipeline fitted or loaded by ML.NET.</summary>
    /// <exception cref="FormatException">The pipeline holds no binary FastTree, or splits on categories.</exception>
    public static TreeEnsemble From(ITransformer pipeline)
    {
        var parameters = (pipeline as IEnumerable<ITransformer> ?? [pipeline])
            .OfType<
                ISingleFeaturePredictionTransformer<
                    CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>>()
            .FirstOrDefault()?.Model.SubModel
            ?? throw new FormatException("the pipeline holds no binary FastTree model");
        var ensemble = parameters.TrainedTreeEnsemble;
        var nodes = new List<Node>();
        var leaves = new List<double>();
        var roots = new int[ensemble.Trees.Count];
        for (var t = 0; t < roots.Length; t++)
        {
            var tree = ensemble.Trees[t];
            if (tree.CategoricalSplitFlags.Any(c => c))
                throw new FormatException("the trees split on categories, which is not supported");
            int firstNode = nodes.Count, firstLeaf = leaves.Count;
            int Index(int child) => child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
            for (var n = 0; n < tree.NumberOfNodes; n++)
                nodes.Add(new Node(
                    tree.NumericalSplitFeatureIndexes[n], tree.NumericalSplitThresholds[n], Index(tree.LeftChild[n]),
                    Index(tree.RightChild[n])));
            leaves.AddRange(tree.LeafValues.Select(v => v * ensemble.TreeWeights[t]));
            roots[t] = tree.NumberOfNodes > 0 ? firstNode : ~firstLeaf;
        }
        leaves.Add(ensemble.Bias);
        return new TreeEnsemble([.. nodes], [.. leaves], roots, nodes.Count == 0 ? 0 : nodes.Max(n => n.Feature) + 1);
    }

    // A hot loop from the start: skips tiered compilation.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Score(ReadOnlySpan<float> features)
    {
        var sum = _leaves[^1];
        foreach (var root in _roots)
        {
            var at = root;
            while (at >= 0)
            {
                ref readonly var node = ref _nodes[at];
                at = features[node.Feature] <= node.Threshold ? node.Left : node.Right;
            }
            sum += _leaves[~at];
        }
        return sum;
    }

    private readonly record struct Node(int Feature, float Threshold, int Left, int Right);
}
