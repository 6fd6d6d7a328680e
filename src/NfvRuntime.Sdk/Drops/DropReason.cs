using System.Collections.Concurrent;

namespace NfvRuntime.Sdk;

/// <summary>
/// A registered reason for which packets are dropped. Names are unique in the process, in kebab-case, and appear as the
/// <c>reason</c> label of the drop counters. Thread-safe.
/// </summary>
public sealed class DropReason
{
    private static readonly ConcurrentDictionary<string, DropReason> Registered = new(StringComparer.Ordinal);

    private DropReason(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>The name, in kebab-case.</summary>
    public string Name { get; }

    /// <summary>One sentence for users: what happened, and what they can do.</summary>
    public string Description { get; }

    /// <summary>Every reason registered so far.</summary>
    public static IReadOnlyCollection<DropReason> All => (IReadOnlyCollection<DropReason>)Registered.Values;

    /// <summary>Registers a reason, or finds it if it is registered already.</summary>
    /// <param name="name">Lower-case letters, digits and dashes.</param>
    /// <param name="description">One sentence for users.</param>
    /// <exception cref="ArgumentException">The name is not in kebab-case.</exception>
    public static DropReason Register(string name, string description)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{name}' is no drop reason: use lower-case letters, digits and dashes.", nameof(name));
        }

        return Registered.GetOrAdd(name, static (n, d) => new DropReason(n, d), description);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
