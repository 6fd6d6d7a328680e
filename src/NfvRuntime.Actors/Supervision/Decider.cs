namespace NfvRuntime.Actors;

/// <summary>Makes deciders.</summary>
public static class Decider
{
    /// <summary>A decider that is a function.</summary>
    /// <param name="localOnlyDecider">Judges a failure.</param>
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);

    /// <summary>A decider that is a table.</summary>
    /// <param name="defaultDirective">For what no line of the table fits.</param>
    /// <param name="pairs">The table; see <see cref="DeployableDecider"/>.</param>
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);

    /// <summary>A decider that is a table.</summary>
    /// <param name="defaultDirective">For what no line of the table fits.</param>
    /// <param name="pairs">The table; see <see cref="DeployableDecider"/>.</param>
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);
}
