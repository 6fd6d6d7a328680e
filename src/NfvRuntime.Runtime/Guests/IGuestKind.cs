using NfvRuntime.Chains;

namespace NfvRuntime.Runtime;

/// <summary>How guests of one kind are started and spoken with. Implementations are immutable and live where the kind is known.</summary>
public interface IGuestKind
{
    /// <summary>The kind's name in chain files (<see cref="IGuestDescription.Name"/>).</summary>
    string Name { get; }

    /// <summary>Gets ready to start a guest; nothing of it runs yet.</summary>
    /// <param name="order">What is wanted.</param>
    /// <exception cref="IOException">Something that every start of it needs cannot be had; the message says what.</exception>
    IGuest Prepare(GuestOrder order);
}
