package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.rolegate.resp.RespBytes.bytes;
import static org.rolegate.resp.RespBytes.text;

/** Commands that have Redis answer in all the ways it can, a question for an echo behind each or each few of them. */
final class RandomCommands {

    /** Answers with the value that its argument describes in JSON. */
    static final String SCRIPT = "return cjson.decode(ARGV[1])";

    /** Placeholders: ? any bytes, # a number. */
    private static final List<String> LIGHT =
            """
            SET s ?; SET s #; GET s; GET none; GETRANGE s 0 #; STRLEN s; GETSET s ?; INCR n; INCR s; INCRBYFLOAT f #; MGET s none n
            LPUSH l ? ? #; LRANGE l 0 -1; LPOP l #; LPOP none 2; LPOS l # COUNT 0; RPOPLPUSH l l; LMPOP 2 none l LEFT COUNT 2
            HSET h ? ? # ?; HGETALL h; HGETALL none; HRANDFIELD h -3 WITHVALUES; HSCAN h 0; HKEYS h; HMGET h ? none; HGET h ?
            SADD t ? # #; SMEMBERS t; SMEMBERS none; SPOP t; SPOP t 2; SRANDMEMBER t -4; SINTER t t; SMISMEMBER t # ?
            ZADD z # ? inf ? -inf ?; ZADD z INCR # a; ZSCORE z a; ZSCORE z none; ZRANGE z 0 -1 WITHSCORES; ZPOPMIN z 2
            ZMSCORE z a none; ZRANDMEMBER z -3 WITHSCORES; ZMPOP 2 none z MIN COUNT 2; ZPOPMAX none; ZRANK z none
            GEOADD g 13.361389 38.115556 ?; GEOPOS g a none; GEODIST g a none; ZADD g 1 a
            GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 20000 km ASC WITHCOORD WITHDIST WITHHASH
            XADD x MAXLEN 5 * ? ?; XRANGE x - +; XREAD COUNT 2 STREAMS x 0; XREAD COUNT 1 STREAMS none 0; XINFO STREAM x
            XGROUP CREATE x g 0 MKSTREAM; XREADGROUP GROUP g c COUNT 2 STREAMS x >; XPENDING x g; XPENDING x g - + 5
            XINFO STREAM x FULL; XAUTOCLAIM x g c 0 0; XINFO GROUPS x; XLEN x; XINFO CONSUMERS x g
            OBJECT ENCODING s; OBJECT HELP; TYPE s; DUMP s; SCAN 0 COUNT 5; KEYS *; TIME; ROLE; DBSIZE; EXISTS s t; RANDOMKEY
            SORT l ALPHA; SORT l; BITFIELD b SET u8 0 200 GET u4 0 OVERFLOW FAIL INCRBY u2 0 9; PFADD p ?; PFCOUNT p; LCS s f
            EXPIRE s 100; TTL s; PUBLISH a ?; PUBSUB NUMSUB a; PUBSUB CHANNELS; WAIT 0 0; SLOWLOG GET 2; LASTSAVE
            DEL h t z g p x l b; DEL s f n; COMMAND INFO get set none; COMMAND GETKEYS MSET a b c d; COMMAND COUNT
            NOSUCH ? ?; ?; GET; HGET s f; LPUSH s a; SELECT 99; EXEC; DISCARD; UNWATCH; WATCH s; AUTH ?; ACL WHOAMI; ECHO ?; PING
            PING ?; CLIENT ID; CLIENT INFO; CLIENT TRACKINGINFO; CLIENT GETNAME; CLIENT SETNAME me; CLIENT NO-EVICT ON
            CLIENT NOSUCH ?; CONFIG GET maxmemory*; LATENCY LATEST; LATENCY HISTOGRAM get; MEMORY USAGE s; FUNCTION STATS
            DEBUG PROTOCOL string; DEBUG PROTOCOL integer; DEBUG PROTOCOL double; DEBUG PROTOCOL bignum; DEBUG PROTOCOL null
            DEBUG PROTOCOL array; DEBUG PROTOCOL set; DEBUG PROTOCOL map; DEBUG PROTOCOL attrib; DEBUG PROTOCOL verbatim
            DEBUG PROTOCOL true; DEBUG PROTOCOL false; DEBUG PROTOCOL attrib; DEBUG PROTOCOL push; DEBUG PROTOCOL double
            """
                    .lines()
                    .flatMap(line -> List.of(line.split("; ")).stream())
                    .toList();

    private static final List<String> HEAVY = List.of(
            "INFO",
            "INFO server",
            "CLIENT LIST",
            "COMMAND",
            "COMMAND DOCS hset xadd",
            "CONFIG GET *",
            "ACL GETUSER default",
            "ACL LIST",
            "ACL CAT",
            "ACL LOG",
            "MEMORY STATS",
            "MEMORY DOCTOR",
            "LATENCY DOCTOR",
            "LOLWUT",
            "FUNCTION LIST",
            "LCS s s IDX WITHMATCHLEN",
            "SLOWLOG GET",
            "CLUSTER INFO",
            "LATENCY HISTOGRAM",
            "XINFO HELP",
            "COMMAND LIST");

    /** What only a RESP3 connection can go on after; so many replies, the rest are pushes. */
    private static final List<String> UNASKED = List.of(
            "0 SUBSCRIBE a b",
            "0 PSUBSCRIBE a* ?",
            "0 UNSUBSCRIBE",
            "0 PUNSUBSCRIBE",
            "0 UNSUBSCRIBE a",
            "0 SSUBSCRIBE c",
            "0 SUNSUBSCRIBE",
            "1 CLIENT TRACKING ON BCAST",
            "1 CLIENT TRACKING ON",
            "1 CLIENT TRACKING OFF",
            "1 SPUBLISH c ?",
            "1 PUBLISH a ?");

    /**
     * What ends a transaction; and what Redis 7.0 says unasked, in the midst of the reply to EXEC, to a session that listens to
     * itself: to the splitter that is odd.
     */
    private static final List<String> NOT_QUEUED = List.of("EXEC", "DISCARD", "DEBUG PROTOCOL push", "PUBLISH a ?");

    private static final List<String> JSON = List.of(
            "true",
            "false",
            "null",
            "0",
            "-1",
            "9007199254740993",
            "3.99",
            "1e300",
            "{}",
            "[]",
            "NaN",
            "{\"double\":3.25}",
            "{\"double\":-1e300}",
            "{\"double\":NaN}",
            "{\"double\":Infinity}",
            "{\"big_number\":\"-123456789012345678901\"}",
            "{\"ok\":\"OK\"}",
            "{\"err\":\"ERR no\"}",
            "{\"err\":\"-NOAUTH no\"}",
            "{\"map\":{}}",
            "{\"set\":{}}");

    /**
     * A part of the stream.
     *
     * @param said what was asked
     * @param replies how many replies there are before the echo's
     * @param echo the echo as a whole
     */
    record Question(String said, int replies, byte[] echo) {}

    final List<Question> questions = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RandomGenerator random;
    private final String script;
    private final boolean resp3;

    /** Asks so many questions on a new connection with a database of its own. */
    RandomCommands(RandomGenerator random, byte[] script, boolean resp3, int count) {
        this.random = random;
        this.script = text(script);
        this.resp3 = resp3;
        ask("SELECT " + (resp3 ? 3 : 2));
        ask("FLUSHDB");
        ask("HELLO " + (resp3 ? 3 : 2));
        for (int i = 0; i < count; i++) {
            ask();
        }
    }

    byte[] stream() {
        return out.toByteArray();
    }

    private void ask() {
        int kind = random.nextInt(100);
        if (kind == 0) {
            ask(any(HEAVY));
        } else if (kind < 8 && resp3) {
            String[] unasked = any(UNASKED).split(" ", 2);
            say(unasked[1]);
            echo(unasked[1], Integer.parseInt(unasked[0]));
        } else if (kind < 30) {
            script();
        } else if (kind < 36) {
            transaction();
        } else {
            ask(any(LIGHT));
        }
    }

    private void ask(String command) {
        say(command);
        echo(command, 1);
    }

    private void script() {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json(json, 0);
        out.writeBytes(RespCommand.encode(bytes("EVALSHA"), bytes(script), bytes("0"), json.toByteArray()));
        echo(text(json.toByteArray()), 1);
    }

    private void transaction() {
        int queued = random.nextInt(6);
        List<String> said = new ArrayList<>();
        said.add("MULTI");
        for (int i = 0; i < queued; i++) {
            String command = any(LIGHT);
            said.add(NOT_QUEUED.contains(command) ? "MULTI" : command);
        }
        said.add(random.nextInt(8) == 0 ? "DISCARD" : "EXEC");
        said.forEach(this::say);
        echo(said.toString(), said.size());
    }

    private void say(String command) {
        String[] parts = command.split(" ", -1);
        byte[][] words = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            words[i] = parts[i].equals("?") ? anything() : bytes(parts[i].equals("#") ? number() : parts[i]);
        }
        out.writeBytes(RespCommand.encode(words));
    }

    private void echo(String said, int replies) {
        String token = Long.toHexString(random.nextLong());
        say("ECHO " + token);
        questions.add(new Question(said, replies, bytes("$" + token.length() + "\r\n" + token + "\r\n")));
    }

    private String number() {
        return random.nextInt(8) == 0 ? "" + random.nextDouble() : "" + random.nextInt(-9, 90);
    }

    private byte[] anything() {
        byte[] bytes = new byte[random.nextInt(200) == 0 ? random.nextInt(40_000) : random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] =
                    random.nextInt(3) == 0 ? (byte) random.nextInt() : (byte) "\r\n$*>-+:01".charAt(random.nextInt(10));
        }
        return bytes;
    }

    private void json(ByteArrayOutputStream json, int depth) {
        int kind = random.nextInt(depth < 5 ? 10 : 6);
        if (kind < 3) {
            json.writeBytes(bytes(any(JSON)));
        } else if (kind < 5) {
            string(json);
        } else if (kind == 5) {
            json.writeBytes(bytes("{\"" + any(List.of("ok", "big_number")) + "\":"));
            string(json);
            json.write('}');
        } else if (kind == 6) {
            json.writeBytes(bytes("{\"verbatim_string\":{\"format\":\"txt\",\"string\":"));
            string(json);
            json.writeBytes(bytes("}}"));
        } else if (kind == 7) {
            String type = any(List.of("map", "set"));
            json.writeBytes(bytes("{\"" + type + "\":{"));
            for (int i = random.nextInt(3); i >= 0; i--) {
                string(json);
                json.write(':');
                if (type.equals("map")) {
                    json(json, depth + 1);
                } else {
                    json.writeBytes(bytes("true"));
                }
                json.write(i > 0 ? ',' : '}');
            }
            json.write('}');
        } else {
            json.write('[');
            for (int i = random.nextInt(4); i >= 0; i--) {
                json(json, depth + 1);
                json.write(i > 0 ? ',' : ']');
            }
        }
    }

    private void string(ByteArrayOutputStream json) {
        json.write('"');
        for (byte one : anything()) {
            if (one >= ' ' && one != '"' && one != '\\' && one != 0x7f || one < 0) {
                json.write(one);
            } else {
                json.writeBytes(bytes("\\u00" + HexFormat.of().toHexDigits(one)));
            }
        }
        json.write('"');
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
