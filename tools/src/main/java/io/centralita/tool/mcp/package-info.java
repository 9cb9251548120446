/// Tools of any MCP server, started as a program (stdio) or reached over streamable HTTP.
///
/// A [io.centralita.tool.mcp.McpServer] keeps one connection for the life of the process, opens it
/// again when it is lost, and knows the server's tools. Sessions and messages are the official Java
/// SDK's; the wires below them are ours, because a call has to know at once when a server is gone,
/// what a server answered, and how to tell it that nobody waits any more.
///
/// Threads: one a server that keeps the connection, one for each HTTP request under way and one
/// that listens, all virtual; three daemon threads for the pipes of each program, whose reading
/// would keep a virtual thread's carrier. They end with the server's close. The SDK counts its
/// timeouts on Reactor's shared daemon threads (`parallel-…`), one a core at most for the whole
/// process.
@NullMarked
package io.centralita.tool.mcp;

import org.jspecify.annotations.NullMarked;
