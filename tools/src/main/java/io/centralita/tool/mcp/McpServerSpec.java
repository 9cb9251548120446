package io.centralita.tool.mcp;

import io.centralita.call.text.LocalizedText;
import io.centralita.tool.naming.NamePatterns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An MCP server whose tools are offered.
///
/// @param name for people and logs
/// @param prefix of its tools' names; may be empty
/// @param place how it is reached
/// @param tools which of its tools are offered, by the server's own names
/// @param confirmed which of them the caller has to agree to, likewise
/// @param timeout what a call may take; null for what the switchboard allows, and never longer
/// @param acknowledgement what the caller is told when one of them starts
public record McpServerSpec(
        String name,
        String prefix,
        Place place,
        NamePatterns tools,
        NamePatterns confirmed,
        @Nullable Duration timeout,
        LocalizedText acknowledgement) {
    public sealed interface Place {
        /// A program that we start and that speaks on its standard input and output.
        ///
        /// @param command and its arguments
        /// @param environment beside what every program needs; may hold secrets
        /// @param directory it is started in; null for ours
        record Program(
                List<String> command, Map<String, String> environment, @Nullable Path directory)
                implements Place {
            public Program {
                command = List.copyOf(command);
                environment = Map.copyOf(environment);
            }

            /// The name of the program alone: arguments and environment may be secret.
            @Override
            public String toString() {
                return command.getFirst();
            }
        }

        /// A server that runs somewhere.
        ///
        /// @param headers sent with every request; may hold secrets
        record Address(URI url, Map<String, String> headers) implements Place {
            public Address {
                headers = Map.copyOf(headers);
            }

            /// Without path, query and headers, which may be secret.
            @Override
            public String toString() {
                return url.getScheme() + "://" + url.getAuthority();
            }
        }
    }
}
