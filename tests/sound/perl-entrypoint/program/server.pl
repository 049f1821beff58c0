#!/usr/bin/perl
# Serves the bounds of /opt/ml/model/bounds.csv: a process for each connection.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX qw(WNOHANG);

my $word = shift // '';
die "usage: IMAGE serve\n" unless $word eq 'serve';
$| = 1;

my $file = '/opt/ml/model/bounds.csv';
my @bounds;
open(my $model, '<', $file) or die "cannot load $file: $!\n";
while (my $line = <$model>) {
    $line =~ /^(\w+),([\d.]+)$/ or die "cannot load $file: line $. is not a label and a bound\n";
    push @bounds, [$1, $2];
}
die "cannot load $file: it is empty\n" unless @bounds;

my $stopping = 0;
my $server = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8080, Listen => 128, ReuseAddr => 1) or die "port 8080: $!\n";
$SIG{TERM} = $SIG{INT} = sub { $stopping = 1; close $server };
$SIG{CHLD} = sub { 1 while waitpid(-1, WNOHANG) > 0 };
print "listening on 8080\n";

until ($stopping) {
    my $client = $server->accept or next;
    my $child = fork // 0;
    if ($child == 0) {
        $SIG{TERM} = 'IGNORE';
        $SIG{CHLD} = 'DEFAULT';
        close $server;
        serve($client);
        exit 0;
    }
    close $client;
}
1 while waitpid(-1, 0) > 0;    # requests in flight
exit 0;

sub serve {
    my ($client) = @_;
    local $/ = "\r\n";
    my ($method, $path) = split ' ', <$client> // return;
    my %header;
    while (defined(my $line = <$client>)) {
        last if $line eq "\r\n";
        $header{lc $1} = $2 if $line =~ /^([^:]+):\s*(.*?)\r\n$/;
    }
    return unless defined $path;
    print $client "HTTP/1.1 100 Continue\r\n\r\n" if lc($header{expect} // '') eq '100-continue';
    my $body = body($client, \%header);
    $path =~ s/\?.*//;
    my ($status, $text) =
        $path eq '/ping'        ? (200, '')
      : $path ne '/invocations' ? (404, '')
      : $method ne 'POST'       ? (405, '')
      :                           answer($body, $header{'content-type'} // 'text/csv');
    my $type = $status == 200 ? 'text/csv' : 'text/plain';
    print $client "HTTP/1.1 $status -\r\nContent-Type: $type\r\nContent-Length: " . length($text) . "\r\nConnection: close\r\n\r\n$text";
    print "$method $path $status\n" unless $path eq '/ping';
}

sub body {
    my ($client, $header) = @_;
    my $body = '';
    if (lc($header->{'transfer-encoding'} // '') eq 'chunked') {
        while (defined(my $size = <$client>)) {
            my $length = hex($size =~ s/[;\r].*//sr);
            last unless $length;
            read($client, $body, $length, length $body);
            <$client>;
        }
        <$client>;
    }
    else {
        read($client, $body, $header->{'content-length'} // 0);
    }
    return $body;
}

sub answer {
    my ($body, $type) = @_;
    return (415, "text/csv only\n") unless $type =~ m{^text/csv\s*(;|$)}i;
    my $labels = '';
    for my $line (split /\r?\n/, $body) {
        my @row = split /,/, $line, -1;
        return (400, "not four numbers\n") if @row != 4 || grep { !/^-?\d+(\.\d+)?$/ } @row;
        my ($bound) = grep { $row[2] < $_->[1] } @bounds;
        return (400, "out of range\n") unless $bound;
        $labels .= "$bound->[0]\n";
    }
    return $labels eq '' ? (400, "the body is empty\n") : (200, $labels);
}
