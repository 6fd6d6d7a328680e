using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Actors;

/// <summary>
/// Where an actor stands in the tree: <c>akka://system/user/parent/name</c>. Two paths are equal if they name the same place, whichever
/// incarnation lives there; <see cref="Uid"/> tells incarnations apart.
/// </summary>
public sealed class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>What an element may hold beside ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private static readonly SearchValues<char> Valid =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%" + ValidSymbols);

    private readonly ActorPath? _parent;
    private string? _text;

    private ActorPath(ActorPath? parent, string name, long uid)
    {
        _parent = parent;
        Name = name;
        Uid = uid;
    }

    /// <summary>The last element; for a root, <c>/</c> alone.</summary>
    public string Name { get; }

    /// <summary>Number of the incarnation; 0 where it is unknown.</summary>
    public long Uid { get; }

    /// <summary>The path one element shorter; a root is its own parent.</summary>
    public ActorPath Parent => _parent ?? this;

    /// <summary>The first part of the path.</summary>
    public ActorPath Root => _parent is null ? this : _parent.Root;

    /// <summary>How many elements the path has; 0 for a root.</summary>
    public int Depth => _parent is null ? 0 : _parent.Depth + 1;

    /// <summary>The elements from the root on, without the root.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            ActorPath at = this;
            for (int i = elements.Length - 1; i >= 0; i--)
            {
                elements[i] = at.Name;
                at = at.Parent;
            }

            return elements;
        }
    }

    /// <summary>Whether a name can be an element: not empty, not beginning with <c>$</c>, of letters, digits and <see cref="ValidSymbols"/>.</summary>
    /// <param name="s">The name.</param>
    public static bool IsValidPathElement(string? s) => !string.IsNullOrEmpty(s) && s[0] != '$' && s.AsSpan().IndexOfAnyExcept(Valid) < 0;

    /// <summary>A path one element longer.</summary>
    /// <param name="path">The path.</param>
    /// <param name="name">The element.</param>
    public static ActorPath operator /(ActorPath path, string name) => new(path, name, 0);

    /// <summary>Equality of place.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality of place.</summary>
    /// <param name="left">One path.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>Reads a path, such as <c>akka://system/user/a#7</c>.</summary>
    /// <param name="path">The text.</param>
    /// <exception cref="UriFormatException">It is no path.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out ActorPath? parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    /// <summary>Reads a path.</summary>
    /// <param name="path">The text.</param>
    /// <param name="actorPath">The path.</param>
    /// <returns>False if the text is no path.</returns>
    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        const string protocol = "akka://";
        actorPath = null;
        if (path is null || !path.StartsWith(protocol, StringComparison.Ordinal))
        {
            return false;
        }

        string[] parts = path[protocol.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return false;
        }

        int uidAt = parts[^1].LastIndexOf('#');
        long uid = 0;
        if (uidAt >= 0)
        {
            if (!long.TryParse(parts[^1].AsSpan(uidAt + 1), out uid))
            {
                return false;
            }

            parts[^1] = parts[^1][..uidAt];
        }

        actorPath = parts.Skip(1).Aggregate(RootOf(parts[0]), static (at, element) => at / element).WithUid(uid);
        return true;
    }

    /// <summary>A path one element longer.</summary>
    /// <param name="childName">The element.</param>
    public ActorPath Child(string childName) => this / childName;

    /// <summary>The same place with the number of an incarnation.</summary>
    /// <param name="uid">The number.</param>
    public ActorPath WithUid(long uid) => uid == Uid ? this : new ActorPath(_parent, Name, uid);

    /// <summary>The path without the part that names the system: <c>/user/a</c>.</summary>
    public string ToStringWithoutAddress() => _parent is null ? "/" : "/" + string.Join('/', Elements);

    /// <summary>The path with the number of the incarnation behind a <c>#</c>.</summary>
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{ToString()}#{Uid}";

    /// <inheritdoc/>
    public override string ToString() => _text ??= _parent switch
    {
        null => Name,
        { _parent: null } => _parent.Name + Name,
        _ => $"{_parent}/{Name}",
    };

    /// <inheritdoc/>
    public bool Equals(ActorPath? other) => other is not null && (ReferenceEquals(this, other) || ToString() == other.ToString());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary>The root of a system's tree.</summary>
    internal static ActorPath RootOf(string system) => new(null, $"akka://{system}/", 0);
}
