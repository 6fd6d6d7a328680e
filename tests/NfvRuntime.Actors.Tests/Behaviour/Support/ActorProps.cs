using System.Linq.Expressions;

namespace ActorBehaviour;

/// <summary>Props under a name that does not clash with members called Props.</summary>
internal static class ActorProps
{
    public static Props Of<T>(Expression<Func<T>> factory)
        where T : ActorBase => Props.Create(factory);
}
